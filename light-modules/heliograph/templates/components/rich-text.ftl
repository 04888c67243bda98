[#ftl output_format="HTML"]
[#assign text = cmsfn.decode(content)]
<section class="frame rich-text">
  [#if text.title?has_content]<h2>${text.title}</h2>[/#if]
  [#if text.text?has_content]<div class="prose">${text.text?no_esc}</div>[/#if]
</section>
