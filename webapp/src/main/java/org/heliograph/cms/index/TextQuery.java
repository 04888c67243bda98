package org.heliograph.cms.index;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.heliograph.cms.content.View;
import org.heliograph.cms.index.FoldedText.Kind;
import org.heliograph.cms.index.FoldedText.Token;
import org.heliograph.cms.index.SearchFields.Place;

/**
 * Turns what was typed into a Lucene query. Scores are weights of what matched, not statistics: where a word stands counts
 * more than how rare it is, and statistics only order what is equal otherwise.
 */
final class TextQuery {

    private static final int MAX_WORDS = 40;
    private static final float OTHER_LANGUAGE = 0.9f;
    private static final float BEGINNING = 0.85f;
    private static final float PART_OF_NAME = 24;
    private static final float PINYIN = 20;
    private static final float CODE = 60;
    private static final float CODE_BEGINNING = 38;
    private static final float WHOLE_NAME = 100;
    /** What a glossary's other name of the same thing is worth. */
    private static final float SYNONYM = 0.45f;
    /** Of Lucene's statistics, which go up to about 30. */
    private static final float STATISTICS = 0.02f;

    private final SearchCatalog catalog;
    private final List<Place> places;
    private final String language;

    TextQuery(SearchCatalog catalog, String language) {
        this.catalog = catalog;
        this.places = catalog.places();
        this.language = language;
    }

    /** The words of a text: what stands between blanks or control characters. */
    static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        for (String word : text.split("[\\s\\p{Cntrl}\\p{Z}]+")) {
            if (!word.isEmpty()) {
                words.add(word);
            }
        }
        return words;
    }

    /**
     * @param synonyms other names of what the text names
     * @throws InvalidQueryException if there are too many words
     */
    Query matching(String text, Collection<String> synonyms) {
        if (words(text).size() > MAX_WORDS) {
            throw new InvalidQueryException("badRequest", "Search for no more than " + MAX_WORDS + " words.");
        }
        List<Query> any = new ArrayList<>();
        any.add(anyOf(said(text)));
        synonyms.forEach(synonym -> any.add(weighted(anyOf(said(synonym)), SYNONYM)));
        return new BooleanQuery.Builder()
                .add(anyOf(any), Occur.MUST)
                .add(wholeName(text, synonyms), Occur.SHOULD)
                .add(weighted(anyOf(statistics(text)), STATISTICS), Occur.SHOULD)
                .build();
    }

    private Query wholeName(String text, Collection<String> synonyms) {
        List<Query> names = new ArrayList<>();
        names.add(weighted(name(text), WHOLE_NAME));
        synonyms.forEach(synonym -> names.add(weighted(name(synonym), WHOLE_NAME * SYNONYM)));
        return anyOf(names);
    }

    private static Query name(String text) {
        return new ConstantScoreQuery(new TermQuery(new Term(SearchFields.NAME, key(text))));
    }

    private static String key(String text) {
        String key = FoldedText.of(text).key();
        return key.substring(0, Math.min(key.length(), Fields.MAX_TERM));
    }

    /** Everything by which an item says a text: all its words, or the whole of it as a part of a name or as a code. */
    private List<Query> said(String text) {
        List<String> words = words(text);
        List<Query> any = new ArrayList<>();
        any.add(allOf(words));
        partOfName(text).ifPresent(any::add);
        any.addAll(codes(text));
        pinyin(text, Pinyin.Match.INSIDE).ifPresent(any::add);
        return any;
    }

    private Query allOf(List<String> words) {
        BooleanQuery.Builder all = new BooleanQuery.Builder();
        boolean any = false;
        for (int i = 0; i < words.size(); i++) {
            List<Token> tokens = FoldedText.of(words.get(i)).tokens();
            if (!tokens.isEmpty()) {
                all.add(anyOf(word(words.get(i), tokens, i == words.size() - 1)), Occur.MUST);
                any = true;
            }
        }
        return any ? all.build() : new MatchNoDocsQuery();
    }

    private List<Query> word(String word, List<Token> tokens, boolean last) {
        List<Query> any = new ArrayList<>();
        for (Place place : places) {
            float weight = weight(place);
            any.add(weighted(new ConstantScoreQuery(phrase(place.field(), tokens)), weight));
            Token only = tokens.get(0);
            if (last && tokens.size() == 1 && only.term().length() >= shortestBeginning(place.level())) {
                Query beginning = new PrefixQuery(new Term(place.field(), only.term()));
                any.add(weighted(new ConstantScoreQuery(beginning), weight * BEGINNING));
            }
        }
        any.addAll(codes(word));
        pinyin(word, Pinyin.Match.INSIDE).ifPresent(any::add);
        return any;
    }

    /** One letter begins too many words to be looked for in long texts. */
    private static int shortestBeginning(Level level) {
        return level.isName() ? 1 : level == Level.SUMMARY ? 2 : 3;
    }

    private float weight(Place place) {
        boolean preferred = place.language().isEmpty() || place.language().equals(language);
        return place.level().weight() * (preferred ? 1 : OTHER_LANGUAGE);
    }

    /** Adjacent tokens. A character that stands alone begins a pair wherever more follows it in the text. */
    private static Query phrase(String field, List<Token> tokens) {
        if (tokens.size() == 1) {
            Token only = tokens.get(0);
            return only.kind() == Kind.LAST
                    ? new PrefixQuery(new Term(field, only.term()))
                    : new TermQuery(term(field, only));
        }
        PhraseQuery.Builder phrase = new PhraseQuery.Builder();
        int last = tokens.size() - 1;
        for (int i = 0; i <= last; i++) {
            Token token = tokens.get(i);
            boolean endsPair = i > 0 && tokens.get(i - 1).kind() == Kind.PAIR;
            if (token.kind() != Kind.LAST || !endsPair && i < last) {
                phrase.add(term(field, token), token.position());
            }
        }
        return phrase.build();
    }

    private static Term term(String field, Token token) {
        return new Term(field, token.kind() == Kind.WORD ? FoldedText.singular(token.term()) : token.term());
    }

    private Optional<Query> partOfName(String text) {
        int[] characters = FoldedText.of(text).compact().codePoints().toArray();
        if (characters.length == 0) {
            return Optional.empty();
        }
        PhraseQuery.Builder part = new PhraseQuery.Builder();
        for (int i = 0; i < Math.max(1, characters.length - 1); i++) {
            String pair = new String(characters, i, Math.min(2, characters.length));
            part.add(new Term(SearchFields.PART, pair), i);
        }
        return Optional.of(weighted(new ConstantScoreQuery(part.build()), PART_OF_NAME));
    }

    private static List<Query> codes(String text) {
        String key = key(text);
        if (key.isEmpty() || key.chars().noneMatch(Character::isDigit)) {
            return List.of();
        }
        return List.of(
                weighted(new ConstantScoreQuery(new TermQuery(new Term(SearchFields.CODE, key))), CODE),
                weighted(new ConstantScoreQuery(new PrefixQuery(new Term(SearchFields.CODE, key))), CODE_BEGINNING));
    }

    private static Optional<Query> pinyin(String text, Pinyin.Match least) {
        return Pinyin.typed(FoldedText.of(text)).map(typed -> weighted(new PinyinQuery(typed, least), PINYIN));
    }

    private List<Query> statistics(String text) {
        List<Query> any = new ArrayList<>();
        List<Token> tokens = FoldedText.of(text).tokens();
        if (!tokens.isEmpty()) {
            places.forEach(place -> any.add(phrase(place.field(), tokens)));
        }
        return any;
    }

    /** Names that begin so, in any spelling. */
    Query beginning(String text) {
        List<Query> any = new ArrayList<>();
        String key = key(text);
        if (!key.isEmpty()) {
            any.add(weighted(new ConstantScoreQuery(new PrefixQuery(new Term(SearchFields.NAME, key))), PART_OF_NAME));
            any.add(weighted(name(text), WHOLE_NAME));
        }
        pinyin(text, Pinyin.Match.BEGINNING).ifPresent(any::add);
        return anyOf(any);
    }

    /** Entries of the glossary that have a text as a name, in any spelling; none where there is no glossary. */
    Optional<Query> glossaryEntries(View view, String text) {
        String key = key(text);
        if (key.isEmpty()) {
            return Optional.empty();
        }
        return catalog.glossary().map(type -> {
            List<Query> any = new ArrayList<>();
            any.add(new TermQuery(new Term(SearchFields.TERM, key)));
            pinyin(text, Pinyin.Match.WHOLE).ifPresent(any::add);
            return new BooleanQuery.Builder()
                    .add(items(view, type), Occur.FILTER)
                    .add(anyOf(any), Occur.MUST)
                    .build();
        });
    }

    /** The items of these content types that are delivered. */
    static Query items(View view, Collection<SearchType> types) {
        BooleanQuery.Builder any = new BooleanQuery.Builder();
        types.forEach(type -> any.add(items(view, type), Occur.SHOULD));
        return any.build();
    }

    private static Query items(View view, SearchType type) {
        String scope = Fields.scope(view, type.workspace());
        BooleanQuery.Builder all = new BooleanQuery.Builder();
        all.add(new TermQuery(new Term(Fields.TYPE, Fields.scoped(scope, type.nodeType()))), Occur.FILTER);
        if (!type.roots().contains("")) {
            BooleanQuery.Builder roots = new BooleanQuery.Builder();
            type.roots()
                    .forEach(root -> roots.add(
                            new TermQuery(new Term(Fields.ANCESTOR, Fields.scoped(scope, root))), Occur.SHOULD));
            all.add(roots.build(), Occur.FILTER);
        }
        return all.build();
    }

    private static Query weighted(Query query, float weight) {
        return new BoostQuery(query, weight);
    }

    private static Query anyOf(Collection<Query> queries) {
        return queries.isEmpty() ? new MatchNoDocsQuery() : new DisjunctionMaxQuery(queries, 0);
    }
}
