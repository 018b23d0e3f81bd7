"""Two results side by side: bridges, causes, moves, effects, and another way of counting."""
