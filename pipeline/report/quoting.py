def quotations_page(*a, **k): raise NotImplementedError
