"""What is built and written: the site, canonical files, schemas for editors."""
