[#list def.areas?keys as name][@cms.area name=name /][/#list]
