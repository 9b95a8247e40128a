"""A text with the places of names in it in; what one small encoder says of the text, of each name and each word out."""
