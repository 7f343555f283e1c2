"""The networks: how they are built, and how trained ones are used."""
