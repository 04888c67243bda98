package org.heliograph.cms.transfer;

import java.util.List;
import java.util.Locale;
import org.heliograph.cms.definition.Site;

/** From which language into which one. */
public record LanguagePair(Locale source, Locale target) {

    /**
     * A pair of languages of a site.
     *
     * @param source such as {@code en}, or {@code zh-TW}
     * @throws TransferException if the site does not have them, or they are one
     */
    public static LanguagePair of(Site site, String source, String target) throws TransferException {
        Locale from = language(site, source);
        Locale to = language(site, target);
        if (from.equals(to)) {
            throw new TransferException(Finding.at("", "languages-equal", from.toLanguageTag()));
        }
        return new LanguagePair(from, to);
    }

    private static Locale language(Site site, String tag) throws TransferException {
        List<Locale> known = site.i18n().locales();
        return known.stream()
                .filter(locale ->
                        locale.toLanguageTag().equals(tag) || locale.toString().equals(tag))
                .findFirst()
                .orElseThrow(() -> new TransferException(Finding.at(
                        "",
                        "language-unknown",
                        tag,
                        String.join(
                                ", ", known.stream().map(Locale::toLanguageTag).toList()))));
    }
}
