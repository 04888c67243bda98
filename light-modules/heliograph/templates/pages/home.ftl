[#ftl output_format="HTML"]
[#import "/heliograph/templates/includes/site.ftl" as site]
[#assign page = cmsfn.decode(content)]
[@site.layout title=page.title description=page.description!"" addresses=site.pageAddresses(page) image=page.image!"" main="home"]
[@cms.area name="main" /]
<script type="application/ld+json">[#outputformat "JSON"]{"@context":"https://schema.org","@type":"Organization","name":"${(page.siteName!page.title)?json_string}","url":"${hgfn.absolute(site.pathOf(page))?json_string}"[#if page.telephone?has_content],"contactPoint":{"@type":"ContactPoint","telephone":"${page.telephone?json_string}","contactType":"customer service","availableLanguage":["zh","en"]}[/#if]}[/#outputformat]</script>
[/@site.layout]
