"""What a person meant by a value that cannot be read as it stands, and when nobody can know.

Functions from a value (and how its column is written) to readings: the check tells them to people, and
whoever brings a table in can apply them.
"""
