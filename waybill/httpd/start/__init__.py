"""What a start of the server does beside answering: reading, what is kept between starts, and its order."""
