"""How people sign in, prove that they are still there, and are let go."""
