[#macro footer]<footer>[@cms.area name='main' /]</footer>[/#macro]
