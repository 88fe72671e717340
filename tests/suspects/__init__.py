"""The one wrong cell of table 三: consistent tables, slips of every kind, and what is made of them."""
