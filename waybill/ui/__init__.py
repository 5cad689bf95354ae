"""The Streamlit side: navigation, the map's frame, documents, downloads, the checker."""
