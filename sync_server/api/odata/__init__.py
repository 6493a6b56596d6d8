"""``/odata/v1``: the same rows as OData 4.0, as Excel and Power BI ask for them."""
