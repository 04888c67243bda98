package org.heliograph.template;

import java.text.NumberFormat;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.jcr.RepositoryException;
import org.heliograph.address.Addresses;
import org.heliograph.host.ConsentTexts;
import org.heliograph.host.Finder;
import org.heliograph.host.PageAnswer;
import org.heliograph.host.Publication;
import org.heliograph.host.PublishedItem;
import org.jspecify.annotations.Nullable;

/**
 * Values of the content model as a reader of Chinese or English expects them; templates know it as {@code hgfn}. Everything
 * that is missing comes out as an empty text, so that templates need not ask. Whatever a visitor wrote may be given as it is;
 * a mistake of the template itself is an error that names it.
 */
public class TemplateFunctions {

    /** Between a number and its unit (SI Brochure, 5.4.3); it does not break the line. */
    private static final char SPACE = '\u00a0';

    private static final Set<String> WITHOUT_SPACE = Set.of("°", "%");
    private static final int MOST_DECIMALS = 3;
    /** Dates of policy documents are calendar days in China. */
    private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");

    private final Selection selection;
    private final Publication published;
    private final Addresses addresses;
    private final PageAnswer answer;
    private final ConsentTexts consents;

    /**
     * @param published what pages may show
     * @param answer of the page that is being made
     * @param consents that the contact form asks for
     */
    public TemplateFunctions(Publication published, PageAnswer answer, ConsentTexts consents) {
        this.consents = consents;
        this.published = published;
        this.answer = answer;
        this.selection = new Selection(published);
        this.addresses = new Addresses(published);
    }

    /**
     * Items, as {@code {"total": 30, "ids": [...]}}.
     *
     * @param workspace such as {@code products}
     * @param wanted any of {@code anyOf} (values by property, of which an item must have one; no values are no condition),
     *     {@code from} and {@code until} (by property of type Date: a year, month or day in China, itself included),
     *     {@code text}, {@code lang} (in which an item must be there), {@code orderBy}, {@code descending}, {@code offset}
     *     and {@code limit}
     * @throws IllegalArgumentException naming what of it there is not
     */
    public Map<String, Object> find(String workspace, Map<String, ?> wanted) throws RepositoryException {
        Finder.Found found = selection.find(workspace, wanted);
        return Map.of("total", found.total(), "ids", found.ids());
    }

    /**
     * How many of these items have each value of a property, as {@code [{"value": "roof", "count": 12}, ...]}, the most
     * frequent value first.
     *
     * @param wanted as {@link #find} takes it
     * @throws IllegalArgumentException naming what of it there is not
     */
    public List<Map<String, Object>> counts(String workspace, Map<String, ?> wanted, String property)
            throws RepositoryException {
        return selection.counts(workspace, wanted, property).entrySet().stream()
                .map(each -> Map.<String, Object>of("value", each.getKey(), "count", each.getValue()))
                .toList();
    }

    /**
     * What a visitor searches for, as {@code {"total": 3, "results": [...]}}; each result has {@code workspace}, {@code id},
     * {@code title}, {@code address} (empty where it has no page in that language) and {@code excerpt}, which is a list of
     * {@code text} and whether it is {@code marked}.
     *
     * @param text as the visitor wrote it
     * @throws IllegalArgumentException if more is wanted at once than there may be
     */
    public Map<String, Object> search(@Nullable String text, Object language, int offset, int limit)
            throws RepositoryException {
        Locale locale = locale(language);
        Publication.Results hits = selection.search(text == null ? "" : text, locale, offset, limit);
        List<Map<String, Object>> results = new ArrayList<>();
        for (Publication.Hit hit : hits.hits()) {
            results.add(Map.of(
                    "workspace",
                    hit.workspace(),
                    "id",
                    hit.id(),
                    "title",
                    hit.title(),
                    "address",
                    address(hit.workspace(), hit.id(), locale),
                    "excerpt",
                    hit.excerpt().stream()
                            .map(piece -> Map.of("text", piece.text(), "marked", piece.marked()))
                            .toList()));
        }
        return Map.of("total", hits.total(), "results", results);
    }

    /**
     * The identifier of the item whose page has an address; empty where there is none in that language.
     *
     * @param slug last part of the address, as the visitor wrote it
     */
    public String item(String workspace, @Nullable String slug, Object language) throws RepositoryException {
        selection.require(workspace);
        return addresses
                .item(workspace, slug == null ? "" : slug, locale(language))
                .map(PublishedItem::id)
                .orElse("");
    }

    /**
     * Sends the visitor to the page that is meant by an address that no page has, such as one with the slug of another
     * language, or says that there is none.
     *
     * @return whether the visitor is sent; if not, the page says that nothing was found
     */
    public boolean moved(String workspace, @Nullable String slug, Object language) throws RepositoryException {
        selection.require(workspace);
        Optional<String> meant = addresses.instead(workspace, slug == null ? "" : slug, locale(language));
        meant.ifPresentOrElse(answer::moved, answer::notFound);
        return meant.isPresent();
    }

    /** Says that there is nothing at the address of the page, whatever the page shows. */
    public void notFound() {
        answer.notFound();
    }

    /** The path of an item's page without context path; empty where it has none in that language. */
    public String address(String workspace, String id, Object language) throws RepositoryException {
        selection.require(workspace);
        Locale locale = locale(language);
        return published
                .item(workspace, id)
                .flatMap(item -> Addresses.of(item, locale))
                .orElse("");
    }

    /**
     * The address of a page as other sites name it.
     *
     * @param path without context path; an empty one has no such address
     */
    public String absolute(@Nullable String path) {
        return path == null || path.isEmpty() ? "" : answer.base() + path;
    }

    /**
     * What senders of messages have to agree to, as {@code [{"name": "consent.enquiry", "version": "1", "text": "..."}]}:
     * a box that must be ticked, with this name and the version as value.
     */
    public List<Map<String, Object>> consents(Object language) {
        return consents.in(locale(language)).stream()
                .map(each ->
                        Map.<String, Object>of("name", each.name(), "version", each.version(), "text", each.text()))
                .toList();
    }

    /** The languages that an item is there in, such as {@code zh}, the default one first. */
    public List<String> languages(String workspace, String id) throws RepositoryException {
        selection.require(workspace);
        return published
                .item(workspace, id)
                .map(item -> item.languages().stream().map(Locale::toString).toList())
                .orElse(List.of());
    }

    /**
     * A quantity with its unit, such as {@code 2.4 kN/m²}.
     *
     * @param quantity node with {@code value} and {@code unit}
     */
    public String quantity(@Nullable Map<String, ?> quantity, Object language) {
        return quantity != null && quantity.get("value") instanceof Number value
                ? number(value, language) + unit(quantity)
                : "";
    }

    /**
     * A range with its unit, such as {@code 5–60°}; with one end, {@code ≥ 5°} or {@code ≤ 60°}.
     *
     * @param range node with {@code min}, {@code max} and {@code unit}
     */
    public String range(@Nullable Map<String, ?> range, Object language) {
        if (range == null) {
            return "";
        }
        String min = range.get("min") instanceof Number number ? number(number, language) : "";
        String max = range.get("max") instanceof Number number ? number(number, language) : "";
        if (min.isEmpty() && max.isEmpty()) {
            return "";
        }
        if (min.isEmpty()) {
            return "≤" + SPACE + max + unit(range);
        }
        if (max.isEmpty()) {
            return "≥" + SPACE + min + unit(range);
        }
        return min.equals(max) ? min + unit(range) : min + "–" + max + unit(range);
    }

    /** A number as the language writes it, with at most three decimals. */
    public String number(@Nullable Number number, Object language) {
        if (number == null) {
            return "";
        }
        NumberFormat format = NumberFormat.getNumberInstance(locale(language));
        format.setMaximumFractionDigits(MOST_DECIMALS);
        return format.format(number);
    }

    /**
     * The day in China, such as {@code 24 October 2021} or {@code 2021年10月24日}.
     *
     * @param instant a {@link Calendar} or {@link Date}, as Magnolia gives properties
     */
    public String day(@Nullable Object instant, Object language) {
        Optional<LocalDate> day = dayInChina(instant);
        boolean isChinese = locale(language).getLanguage().equals("zh");
        DateTimeFormatter format =
                DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG).withLocale(isChinese ? Locale.CHINA : Locale.UK);
        return day.map(format::format).orElse("");
    }

    /**
     * The day in China for machines, such as {@code 2021-10-24}.
     *
     * @param instant a {@link Calendar} or {@link Date}, as Magnolia gives properties
     */
    public String iso(@Nullable Object instant) {
        return dayInChina(instant).map(LocalDate::toString).orElse("");
    }

    private static Optional<LocalDate> dayInChina(@Nullable Object instant) {
        if (instant instanceof Calendar calendar) {
            return Optional.of(LocalDate.ofInstant(calendar.toInstant(), CHINA));
        }
        return instant instanceof Date date
                ? Optional.of(LocalDate.ofInstant(date.toInstant(), CHINA))
                : Optional.empty();
    }

    /** Templates have languages as texts, since {@code cmsfn.language()} gives one. */
    static Locale locale(Object language) {
        if (language instanceof Locale locale) {
            return locale;
        }
        Locale locale = Locale.forLanguageTag(language.toString().replace('_', '-'));
        if (locale.getLanguage().isEmpty()) {
            throw new IllegalArgumentException(
                    "'" + language + "' is no language. Give one such as zh or en, for instance cmsfn.language()");
        }
        return locale;
    }

    private static String unit(Map<String, ?> value) {
        return value.get("unit") instanceof String unit && !unit.isBlank()
                ? (WITHOUT_SPACE.contains(unit) ? "" : String.valueOf(SPACE)) + unit
                : "";
    }
}
