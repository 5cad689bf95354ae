"""From what people have to a story folder: tables, workbooks, maps and lists of names.

``files`` opens what was brought and makes it into sheets, ``recognise`` says what each sheet and
column may mean, ``recipe`` keeps what a person changed about that, ``convert`` makes places and
legs, ``decisions`` holds which places names stand for, and ``write`` writes the folder. Nothing is
decided silently.
"""
