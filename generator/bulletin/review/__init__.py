"""What needs scores to be judged: seals, a change's impact, what a month still lacks."""
