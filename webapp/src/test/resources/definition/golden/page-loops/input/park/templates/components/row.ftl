[@cms.area name="cells" /]
