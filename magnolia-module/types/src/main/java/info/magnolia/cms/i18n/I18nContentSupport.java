package info.magnolia.cms.i18n;

import java.util.Collection;
import java.util.Locale;

public interface I18nContentSupport {

    Locale getDefaultLocale();

    Collection<Locale> getLocales();
}
