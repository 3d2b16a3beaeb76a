"""The plugins that come with dibs, as pure functions: an event in, notices out. And how plugins are loaded."""
