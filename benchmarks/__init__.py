"""Speed and memory of this project as ratios to the least work that gives the same answer: `make benchmark`."""
