Dear ${name},

${text}
<#if signature?has_content>

${"--"} 
${signature}
</#if>

On ${day} you wrote (message ${receipt}):
<#list quoted as line>
> ${line}
</#list>
