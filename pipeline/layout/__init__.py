"""Words on a page to lines, paragraphs, segments and a text whose every character knows its place."""
