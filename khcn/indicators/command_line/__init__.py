"""The verbs of `khcn indicators`: each module has `HELP`, `add_arguments(parser)` and `run(options)`.

`run` gets what was read from `--input` and answers with what is written to `--output`, both plain JSON.
"""
