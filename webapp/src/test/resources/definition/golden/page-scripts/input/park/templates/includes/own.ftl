[@cms.area name="inner" /]
