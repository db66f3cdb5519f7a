def comparison_page(*a, **k): raise NotImplementedError
