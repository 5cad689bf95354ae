"""The Streamlit side: the page frame, the map frame, documents, the checker."""
