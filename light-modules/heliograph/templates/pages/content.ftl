[#ftl output_format="HTML"]
[#import "/heliograph/templates/includes/site.ftl" as site]
[#assign page = cmsfn.decode(content)]
[@site.layout title=page.title description=page.description!"" addresses=site.pageAddresses(page) image=page.image!"" isIndexed=!(page.noIndex!false)]
<div class="frame">
  [@site.breadcrumb steps=[{"title": site.nameOf(site.homeOf(page)), "path": site.pathOf(site.homeOf(page))}, {"title": page.title, "path": site.pathOf(page)}] /]
  <header class="page-head">
    <h1>${page.title}</h1>
    [#if page.description?has_content]<p class="lead">${page.description}</p>[/#if]
  </header>
</div>
[@cms.area name="main" /]
[/@site.layout]
