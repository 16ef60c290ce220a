"""What is said around a concern. Its words stand in forms alone, which nothing keeps; no message repeats them."""
