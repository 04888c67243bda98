package org.heliograph.cms.publish;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.heliograph.cms.content.ItemNode;
import org.heliograph.cms.content.NodeLanguages;
import org.heliograph.cms.publish.LanguageState.Standing;

/**
 * An item as editors and as readers see it.
 *
 * @param working as editors see it
 * @param published as it is published; empty if it is not
 * @param publishedIn languages that it is published in; none for all
 * @param names which values belong to which language
 */
record Comparison(Working working, Optional<Working> published, Set<String> publishedIn, NodeLanguages names) {

    /** How each language stands, as far as these two tell. */
    Map<Locale, Standing> standings() {
        Optional<ItemNode> now = published.map(Working::item);
        Set<Locale> written = ItemLanguages.of(working.item(), names, now);
        Set<Locale> read = now.map(item -> ItemLanguages.of(item, names, Optional.of(working.item())))
                .orElse(Set.of());
        boolean shared = written.isEmpty() && read.isEmpty();
        Map<Locale, Standing> standings = new LinkedHashMap<>();
        for (Locale locale : names.languages().i18n().locales()) {
            boolean isPublished = published.isPresent()
                    && (publishedIn.isEmpty() || publishedIn.contains(locale.toString()))
                    && (shared || read.contains(locale));
            boolean isWritten = shared || written.contains(locale);
            standings.put(locale, standing(locale, isWritten, isPublished));
        }
        return standings;
    }

    private Standing standing(Locale locale, boolean isWritten, boolean isPublished) {
        if (!isPublished) {
            return isWritten ? Standing.DRAFT : Standing.MISSING;
        }
        return isWritten && isSame(locale) ? Standing.PUBLISHED : Standing.CHANGED;
    }

    private boolean isSame(Locale locale) {
        Working now = published.orElseThrow();
        boolean isInPlace = now.item().name().equals(working.item().name())
                && now.parent().map(Working.Step::id).equals(working.parent().map(Working.Step::id));
        return isInPlace
                && inLanguage(working.item(), locale, now.item())
                        .equals(inLanguage(now.item(), locale, working.item()));
    }

    private String inLanguage(ItemNode item, Locale locale, ItemNode beside) {
        return item.withWeakReferences()
                .only(names, language -> language.isEmpty() || language.get().equals(locale), Optional.of(beside))
                .revision();
    }

    /** Digests of the values of each language that an item has any in. */
    static Map<Locale, String> digests(ItemNode item, NodeLanguages names) {
        Map<Locale, String> digests = new TreeMap<>(Comparator.comparing(Locale::toString));
        for (Locale locale : ItemLanguages.of(item, names, Optional.empty())) {
            digests.put(
                    locale,
                    item.withWeakReferences()
                            .only(names, language -> language.equals(Optional.of(locale)), Optional.empty())
                            .revision());
        }
        return digests;
    }

    /** Digests of what is published, language by language, as far as it was published. */
    Map<Locale, String> publishedDigests() {
        return published.map(item -> digests(item.item(), names)).orElse(Map.of());
    }

    /** The languages of the site besides the default one. */
    List<Locale> translations() {
        return names.languages().i18n().locales().stream()
                .filter(locale -> !locale.equals(names.languages().i18n().defaultLocale()))
                .toList();
    }
}
