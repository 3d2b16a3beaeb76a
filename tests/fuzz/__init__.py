"""Everything that parses, given what coverage guides: `make fuzz`. The corpus is kept, and replayed with every test.

A target is a module in `targets` with `one(data)`, which raises nothing unless a promise is broken, and `LONGEST`, the
bytes that it is given at most. What was once worth keeping, and each input that broke one, is a line of its file in
`corpus`.
"""
