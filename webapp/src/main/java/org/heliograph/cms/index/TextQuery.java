package org.heliograph.cms.index;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
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
import org.heliograph.cms.index.FoldedText.Kind;
import org.heliograph.cms.index.FoldedText.Token;

/**
 * Turns what was typed into a Lucene query. Scores are weights of what matched, not statistics: where a word stands counts
 * more than how rare it is, and statistics only order what is equal otherwise.
 */
final class TextQuery {

    private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Cntrl}\\p{Z}]+");
    private static final int MAX_WORDS = 40;
    private static final float BEGINNING = 0.85f;
    private static final float PART_OF_NAME = 24;
    private static final float PINYIN = 20;
    private static final float CODE = 60;
    private static final float CODE_BEGINNING = 38;
    private static final float WHOLE_NAME = 100;
    /** What a glossary's other name of the same thing is worth. */
    private static final float SYNONYM = 0.45f;

    private final String language;
    private final float[] weights;
    private final float[] weightsOfBeginnings;

    /**
     * @param language that is preferred
     * @param number of the language in a {@link Mention}
     */
    TextQuery(String language, int number) {
        this.language = language;
        this.weights = Mention.weights(number, 1);
        this.weightsOfBeginnings = Mention.weights(number, BEGINNING);
    }

    /** The words of a text: what stands between blanks or control characters. */
    static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        for (String word : BLANKS.split(text)) {
            if (!word.isEmpty()) {
                words.add(word);
            }
        }
        return words;
    }

    /**
     * @param things the text as the glossary reads it
     * @throws InvalidQueryException if there are too many words
     */
    Query matching(String text, List<GlossaryReading.Thing> things) {
        if (words(text).size() > MAX_WORDS) {
            throw new InvalidQueryException("badRequest", "Search for no more than " + MAX_WORDS + " words.");
        }
        List<Query> any = new ArrayList<>(said(text, true));
        List<Query> names = new ArrayList<>();
        names.add(weighted(name(text), WHOLE_NAME));
        if (things.size() == 1) {
            things.get(0).otherNames().forEach(other -> {
                any.add(weighted(anyOf(said(other, true)), SYNONYM));
                names.add(weighted(name(other), WHOLE_NAME * SYNONYM));
            });
        } else if (things.stream().anyMatch(thing -> !thing.otherNames().isEmpty())) {
            any.add(allThings(things));
        }
        return new BooleanQuery.Builder()
                .add(anyOf(any), Occur.MUST)
                .add(anyOf(names), Occur.SHOULD)
                .build();
    }

    private Query allThings(List<GlossaryReading.Thing> things) {
        BooleanQuery.Builder all = new BooleanQuery.Builder();
        for (int i = 0; i < things.size(); i++) {
            List<Query> any = new ArrayList<>(said(things.get(i).text(), i == things.size() - 1));
            things.get(i).otherNames().forEach(other -> any.add(weighted(anyOf(said(other, false)), SYNONYM)));
            if (!any.isEmpty()) {
                all.add(anyOf(any), Occur.MUST);
            }
        }
        return all.build();
    }

    private static Query name(String text) {
        return constant(new TermQuery(new Term(SearchFields.NAME, key(text))));
    }

    private static String key(String text) {
        String key = FoldedText.of(text).key();
        return key.substring(0, Math.min(key.length(), Fields.MAX_TERM));
    }

    /**
     * Everything by which an item says a text: all its words, or the whole of it as a part of a name or as a code.
     *
     * @param open whether the last word may go on
     */
    private List<Query> said(String text, boolean open) {
        List<String> words = words(text);
        List<Query> any = new ArrayList<>();
        if (words.size() == 1) {
            any.addAll(word(text, open));
        } else {
            allOf(words, open).ifPresent(any::add);
            any.addAll(codes(text));
            pinyin(text, Pinyin.Match.INSIDE).ifPresent(any::add);
        }
        partOfName(text).ifPresent(any::add);
        return any;
    }

    private Optional<Query> allOf(List<String> words, boolean open) {
        BooleanQuery.Builder all = new BooleanQuery.Builder();
        boolean any = false;
        for (int i = 0; i < words.size(); i++) {
            List<Query> said = word(words.get(i), open && i == words.size() - 1);
            if (!said.isEmpty()) {
                all.add(anyOf(said), Occur.MUST);
                any = true;
            }
        }
        return any ? Optional.of(all.build()) : Optional.empty();
    }

    /** Nothing for what has neither letter nor digit. */
    private List<Query> word(String word, boolean open) {
        List<Token> tokens = FoldedText.of(word).tokens();
        List<Query> any = new ArrayList<>();
        if (tokens.isEmpty()) {
            return any;
        }
        any.add(sideBySide(tokens));
        Token only = tokens.get(0);
        if (open && tokens.size() == 1 && only.kind() != Kind.LAST) {
            Term beginning = new Term(SearchFields.BEGINNING, only.term());
            any.add(new SaidQuery(beginning, weightsOfBeginnings, language));
        }
        any.addAll(codes(word));
        pinyin(word, Pinyin.Match.INSIDE).ifPresent(any::add);
        return any;
    }

    /** Pairs of characters that cover a text: every second one and the last tell as much as all. */
    private Query sideBySide(List<Token> tokens) {
        List<SaidPhraseQuery.Word> words = new ArrayList<>();
        int run = 0;
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            boolean inPair = i > 0 && tokens.get(i - 1).kind() == Kind.PAIR;
            boolean lastPair = token.kind() == Kind.PAIR && tokens.get(i + 1).kind() == Kind.LAST;
            run = inPair ? run + 1 : 0;
            if (token.kind() == Kind.LAST ? !inPair : run % 2 == 0 || lastPair) {
                words.add(new SaidPhraseQuery.Word(
                        term(token), token.position() - tokens.get(0).position()));
            }
        }
        return words.size() == 1
                ? new SaidQuery(new Term(SearchFields.WORD, words.get(0).text()), weights, language)
                : new SaidPhraseQuery(words, weights, language);
    }

    private static String term(Token token) {
        return token.kind() == Kind.WORD ? FoldedText.singular(token.term()) : token.term();
    }

    /** Where words are written without blanks, a part of a name is a word like any other. */
    private static Optional<Query> partOfName(String text) {
        int[] characters = FoldedText.of(text).compact().codePoints().toArray();
        if (characters.length == 0 || Arrays.stream(characters).allMatch(Han::isWrittenWithoutBlanks)) {
            return Optional.empty();
        }
        PhraseQuery.Builder part = new PhraseQuery.Builder();
        int length = Math.min(SearchFields.MAX_PART, characters.length);
        for (int at = 0; at < characters.length; at += length) {
            int from = Math.min(at, characters.length - length);
            part.add(new Term(SearchFields.PART, new String(characters, from, length)), from);
        }
        return Optional.of(weighted(constant(part.build()), PART_OF_NAME));
    }

    private static List<Query> codes(String text) {
        String key = key(text);
        if (key.isEmpty() || key.chars().noneMatch(Character::isDigit)) {
            return List.of();
        }
        return List.of(
                weighted(constant(new TermQuery(new Term(SearchFields.CODE, key))), CODE),
                weighted(constant(new TermQuery(new Term(SearchFields.CODE_BEGINNING, key))), CODE_BEGINNING));
    }

    private static Optional<Query> pinyin(String text, Pinyin.Match least) {
        return Pinyin.typed(FoldedText.of(text)).map(typed -> weighted(new PinyinQuery(typed, least), PINYIN));
    }

    /** Names that begin so, in any spelling. */
    static Query beginning(String text) {
        List<Query> any = new ArrayList<>();
        String key = key(text);
        if (!key.isEmpty()) {
            Query begins = key.length() > SearchFields.MAX_NAME_BEGINNING
                    ? new PrefixQuery(new Term(SearchFields.NAME, key))
                    : new TermQuery(new Term(SearchFields.NAME_BEGINNING, key));
            any.add(weighted(constant(begins), PART_OF_NAME));
            any.add(weighted(name(text), WHOLE_NAME));
        }
        pinyin(text, Pinyin.Match.BEGINNING).ifPresent(any::add);
        return anyOf(any);
    }

    private static Query constant(Query query) {
        return new ConstantScoreQuery(query);
    }

    private static Query weighted(Query query, float weight) {
        return new BoostQuery(query, weight);
    }

    private static Query anyOf(Collection<Query> queries) {
        return queries.isEmpty() ? new MatchNoDocsQuery() : new DisjunctionMaxQuery(queries, 0);
    }
}
