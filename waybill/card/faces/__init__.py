"""The typeface of the card for scripts that Source Sans lacks; tools/build_card_faces.py writes it."""
