package org.heliograph.cms.index;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.AnalyzerWrapper;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.classic.ClassicAnalyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.FuzzyQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.WildcardQuery;
import org.apache.lucene.util.automaton.TooComplexToDeterminizeException;

/**
 * Full text as Magnolia's {@code q} knows it: words are ANDed, {@code "a phrase"}, {@code -without}, {@code *}, {@code ?},
 * {@code fuzzy~}. A Chinese character is a word, a run of them a phrase.
 */
final class FullText {

    private static final Pattern PART = Pattern.compile("(-?)(?:\"([^\"]*)\"|(\\S+))");

    /** What the analyzer keeps at most of a word, in characters. */
    private static final int LONGEST_TOKEN = ClassicAnalyzer.DEFAULT_MAX_TOKEN_LENGTH;

    private static final int VALUE_GAP = 100;
    /** Pairs of a phrase that are looked up; more would hardly exclude more. */
    private static final int MAX_PAIRS = 16;

    private FullText() {}

    /** The tokenizer that Jackrabbit uses, without stop words. */
    static Analyzer analyzer() {
        Analyzer words = new ClassicAnalyzer(CharArraySet.EMPTY_SET);
        return new AnalyzerWrapper(Analyzer.PER_FIELD_REUSE_STRATEGY) {
            @Override
            protected Analyzer getWrappedAnalyzer(String field) {
                return words;
            }

            /** No phrase begins in one value and ends in another. */
            @Override
            public int getPositionIncrementGap(String field) {
                return VALUE_GAP;
            }
        };
    }

    /**
     * @param word what a word or phrase stands for
     * @throws InvalidQueryException if the text is no expression
     */
    static Query parse(String text, Analyzer analyzer, UnaryOperator<Query> word) {
        if (text.strip().equals("'")) {
            throw new InvalidQueryException("badRequest", "Invalid full text search expression: " + text);
        }
        BooleanQuery.Builder all = new BooleanQuery.Builder();
        boolean positive = false;
        Matcher part = PART.matcher(text);
        while (part.find()) {
            boolean without = !part.group(1).isEmpty();
            Query query = part.group(2) != null ? phrase(part.group(2), analyzer) : word(part.group(3), analyzer);
            all.add(word.apply(query), without ? Occur.MUST_NOT : Occur.MUST);
            positive |= !without;
        }
        if (!positive) {
            all.add(new MatchAllDocsQuery(), Occur.MUST);
        }
        return all.build();
    }

    private static Query word(String word, Analyzer analyzer) {
        if (word.endsWith("~") && word.length() > 1) {
            return fuzzy(word.substring(0, word.length() - 1).toLowerCase(Locale.ROOT));
        }
        if (word.indexOf('*') >= 0 || word.indexOf('?') >= 0) {
            return pattern(word);
        }
        return phrase(word, analyzer);
    }

    /** Nothing in the index is like a word that is longer than all; and to look for it would take long. */
    private static Query fuzzy(String word) {
        return word.length() > LONGEST_TOKEN + FuzzyQuery.defaultMaxEdits
                ? new MatchNoDocsQuery()
                : new FuzzyQuery(term(word));
    }

    private static Query pattern(String word) {
        try {
            return new WildcardQuery(term(word.toLowerCase(Locale.ROOT)));
        } catch (TooComplexToDeterminizeException e) {
            throw new InvalidQueryException("badRequest", "The pattern has too many wildcards.");
        }
    }

    private static Query phrase(String text, Analyzer analyzer) {
        List<String> tokens = tokens(text, analyzer);
        return switch (tokens.size()) {
            case 0 -> new MatchNoDocsQuery();
            case 1 -> new TermQuery(term(tokens.get(0)));
            default -> neighbours(tokens);
        };
    }

    /**
     * Few texts have two characters side by side that many have somewhere: so pairs are looked up first, and positions
     * compared only where all of them are.
     */
    private static Query neighbours(List<String> tokens) {
        Set<String> pairs = new LinkedHashSet<>();
        for (int i = 1; i < tokens.size() && pairs.size() < MAX_PAIRS; i++) {
            if (isPair(tokens.get(i - 1), tokens.get(i))) {
                pairs.add(tokens.get(i - 1) + tokens.get(i));
            }
        }
        BooleanQuery.Builder all = new BooleanQuery.Builder();
        pairs.forEach(pair -> all.add(new TermQuery(new Term(Fields.FULL_TEXT_PAIR, pair)), Occur.FILTER));
        if (pairs.isEmpty() || tokens.size() > 2) {
            all.add(new PhraseQuery(Fields.FULL_TEXT, tokens.toArray(String[]::new)), Occur.FILTER);
        }
        return all.build();
    }

    private static boolean isPair(String token, String next) {
        return isCharacter(token) && isCharacter(next);
    }

    private static boolean isCharacter(String token) {
        return token.length() == 1 && Han.isWrittenWithoutBlanks(token.charAt(0));
    }

    /** What is to be looked up as pairs in texts of one node, which count as one. */
    static Set<String> pairs(List<String> texts, Analyzer analyzer) {
        Set<String> pairs = new LinkedHashSet<>();
        String before = "";
        for (String text : texts) {
            for (String token : tokens(text, analyzer)) {
                if (isPair(before, token)) {
                    pairs.add(before + token);
                }
                before = token;
            }
        }
        return pairs;
    }

    private static List<String> tokens(String text, Analyzer analyzer) {
        List<String> tokens = new ArrayList<>();
        try (TokenStream stream = analyzer.tokenStream(Fields.FULL_TEXT, text)) {
            CharTermAttribute token = stream.addAttribute(CharTermAttribute.class);
            stream.reset();
            while (stream.incrementToken()) {
                tokens.add(token.toString());
            }
            stream.end();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // a reader on a string does not fail
        }
        return tokens;
    }

    private static Term term(String token) {
        return new Term(Fields.FULL_TEXT, token);
    }
}
