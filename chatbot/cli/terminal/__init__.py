"""The verbs of chat at a shell: `dibs list`, `dibs show 5`. Same table, same grammar, same desk."""
