[#-- nothing --]
