[#ftl output_format="HTML"]
[#import "/heliograph/templates/includes/site.ftl" as site]
[#assign list = cmsfn.decode(content)]
[#assign limit = (list.limit!5)?is_number?then(list.limit!5, 5)]
[#if limit lt 1 || limit gt 24][#assign limit = 5][/#if]
<section class="frame policy-list">
  <div class="section-head">
    <h2>${list.title!site.text("grid.policies")}</h2>
    <p><a class="more" href="${site.link("/" + site.lang + "/policies")}">${site.text("grid.policies.all")}</a></p>
  </div>
  [#if list.text?has_content]<p class="section-text">${list.text}</p>[/#if]
  [@site.policyRows articles=site.items("policies", hgfn.find("policies", {"anyOf": {"topics": list.topic!""}, "orderBy": "datePublished", "descending": true, "limit": limit, "lang": site.lang}).ids) /]
</section>
