[@cms.area name="inside" /][@cms.area name="same" /]
