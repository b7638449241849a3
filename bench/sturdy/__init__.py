"""Fuzzers that try to bring the product down: damaged files, kills, hostile requests, load."""
