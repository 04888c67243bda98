[#ftl output_format="HTML"]
[#import "/heliograph/templates/includes/site.ftl" as site]
[#assign contact = cmsfn.decode(content)]
[#assign lang = site.lang]
[#assign slug = site.parameter("product")]
[#-- A browser without scripts comes back with it; what is none is not shown. --]
[#assign receipt = site.parameter("receipt")]
[#assign isSent = receipt?matches("([0-9A-Z]{4}-){3}[0-9A-Z]{4}")]
[#assign wanted = slug?has_content?then(hgfn.item("products", slug, lang), "")]
[#macro field name type="text" required=false autocomplete="off" maxlength=200 hint="" wide=false]
  <div class="field[#if wide] field-wide[/#if]">
    <label for="field-${name}">${site.text("form." + name)}[#if required] <span class="required">${site.text("form.required")}</span>[/#if]</label>
    <input id="field-${name}" name="${name}" type="${type}" maxlength="${maxlength?c}" autocomplete="${autocomplete}"[#if required] required[/#if] aria-describedby="[#if hint?has_content]hint-${name} [/#if]error-${name}">
    [#if hint?has_content]<p class="hint" id="hint-${name}">${hint}</p>[/#if]
    <p class="error" id="error-${name}" data-error="${name}" hidden></p>
  </div>
[/#macro]
<section class="frame contact">
  <div class="contact-layout">
    <div class="contact-text">
      [#if contact.title?has_content]<h2>${contact.title}</h2>[/#if]
      [#if contact.text?has_content]<div class="prose">${contact.text?no_esc}</div>[/#if]
      [#if contact.telephone?has_content]
        <p class="hotline"><span>${site.text("contact.telephone")}</span> <a href="tel:${contact.telephone?replace("[^+0-9]", "", "r")}">${contact.telephone}</a></p>
      [/#if]
      [#if contact.hours?has_content]<p class="note">${contact.hours}</p>[/#if]
    </div>
    <form class="contact-form" action="${site.link("/.rest/messages/v1")}" method="post" accept-charset="UTF-8" data-contact data-form="${site.link("/.rest/messages/v1/form")}?lang=${lang}" data-solver="${site.link("/.rest/messages/v1/form/solver.js")}" data-sending="${site.text("form.sending")}" data-failed="${site.text("form.failed")}">
      <div class="form-status[#if isSent] is-good[/#if]" role="status" aria-live="polite" tabindex="-1" data-status[#if !isSent] hidden[/#if]>[#if isSent]${site.text("form.sent", receipt)}[/#if]</div>
      <input type="hidden" name="returnTo" value="${site.link(site.pathOf(site.pageOf(content)))}">
      <input type="hidden" name="locale" value="${lang}">
      <input type="hidden" name="token" value="" disabled>
      <input type="hidden" name="solution" value="" disabled>
      <input type="hidden" name="script" value="true" disabled>
      <div class="fields">
        [@field name="name" required=true autocomplete="name" maxlength=100 /]
        [@field name="company" autocomplete="organization" /]
      </div>
      <fieldset>
        <legend>${site.text("form.reach")} <span class="required">${site.text("form.reach.one")}</span></legend>
        <div class="fields">
          [@field name="email" type="email" autocomplete="email" maxlength=254 /]
          [@field name="phone" type="tel" autocomplete="tel" maxlength=40 hint=site.text("form.phone.hint") /]
          [@field name="wechat" maxlength=20 /]
          [@field name="whatsapp" type="tel" maxlength=40 hint=site.text("form.phone.hint") /]
        </div>
        <p class="error" id="error-contact" data-error="contact" hidden></p>
      </fieldset>
      <fieldset>
        <legend>${site.text("form.project")}</legend>
        <div class="fields">
          <div class="field">
            <label for="field-productOfInterest">${site.text("form.productOfInterest")}</label>
            <select id="field-productOfInterest" name="productOfInterest" aria-describedby="error-productOfInterest">
              <option value="">${site.text("form.choose")}</option>
              [#list site.items("products", hgfn.find("products", {"orderBy": "title", "limit": 100, "lang": lang}).ids) as product]
                <option value="${product.@id}"[#if product.@id == wanted] selected[/#if]>${product.title}</option>
              [/#list]
            </select>
            <p class="error" id="error-productOfInterest" data-error="productOfInterest" hidden></p>
          </div>
          <div class="field">
            <label for="field-roofType">${site.text("form.roofType")}</label>
            <select id="field-roofType" name="roofType" aria-describedby="error-roofType">
              <option value="">${site.text("form.choose")}</option>
              [#list ["tile", "slate", "trapezoidal-metal", "standing-seam", "corrugated", "flat-concrete", "membrane", "asphalt-shingle"] as roof]<option value="${roof}">${site.label("heliograph.roof-types." + roof)}</option>[/#list]
            </select>
            <p class="error" id="error-roofType" data-error="roofType" hidden></p>
          </div>
          <div class="field">
            <label for="field-projectSize">${site.text("form.projectSize")}</label>
            <div class="joined">
              <input id="field-projectSize" name="projectSize.value" inputmode="decimal" maxlength="12" autocomplete="off" aria-describedby="error-projectSize">
              <select name="projectSize.unit" aria-label="${site.text("form.projectSize.unit")}">[#list ["kW", "MW", "m²", "pcs"] as unit]<option value="${unit}">${site.text("form.unit." + unit)}</option>[/#list]</select>
            </div>
            <p class="error" id="error-projectSize" data-error="projectSize" hidden></p>
          </div>
          [@field name="siteCity" maxlength=100 /]
        </div>
      </fieldset>
      <div class="field field-wide">
        <label for="field-message">${site.text("form.message")} <span class="required">${site.text("form.required")}</span></label>
        <textarea id="field-message" name="message" rows="6" minlength="10" maxlength="5000" required aria-describedby="error-message"></textarea>
        <p class="error" id="error-message" data-error="message" hidden></p>
      </div>
      [#list (hgfn.consents(lang))![] as consent]
        <div class="field field-wide consent">
          <label><input type="checkbox" name="${consent.name}" value="${consent.version}" required aria-describedby="error-${consent.name}"> <span>${consent.text}</span></label>
          <p class="error" id="error-${consent.name}" data-error="${consent.name}" hidden></p>
        </div>
      [/#list]
      <div class="elsewhere" aria-hidden="true"><label>${site.text("form.topic_note")} <input name="topic_note" autocomplete="off" tabindex="-1" data-lpignore="true" data-1p-ignore="true"></label></div>
      <p class="actions"><button type="submit" class="button">${site.text("form.submit")}</button></p>
      <noscript><p class="hint">${site.text("form.noscript")}</p></noscript>
    </form>
  </div>
</section>
