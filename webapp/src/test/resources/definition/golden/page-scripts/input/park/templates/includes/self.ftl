<#include "/park/templates/includes/self.ftl">
