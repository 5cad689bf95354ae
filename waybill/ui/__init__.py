"""The Streamlit side: navigation, the map's frame, documents, downloads, a visitor's own story."""
