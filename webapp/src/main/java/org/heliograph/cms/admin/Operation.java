package org.heliograph.cms.admin;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javax.jcr.RepositoryException;

/**
 * One thing that the API does: where, for whom, with what, and how. All that is said of it in the OpenAPI document, all
 * checks before it runs and all its entries in tests of rights and of hostile input come from here.
 */
final class Operation {

    /** Bytes of a body where an operation does not say otherwise. */
    private static final int MOST_BYTES = 64 * 1024;

    /** The work itself. Whatever it throws becomes a problem document. */
    @FunctionalInterface
    interface Work {
        Answer on(Call call) throws IOException, RepositoryException;
    }

    /**
     * What is sent along.
     *
     * @param schema of a JSON body; empty for other media types
     * @param types media types; {@code image/*} for a family
     * @param mostBytes beyond which it is refused
     */
    record Sent(Optional<Schema> schema, List<String> types, long mostBytes) {}

    /**
     * What is answered.
     *
     * @param schema of a JSON answer; empty for other media types, and where there is no content
     * @param type media type; empty where there is no content
     */
    record Answered(int status, Optional<Schema> schema, Optional<String> type) {}

    private final Builder told;
    private final Work work;

    private Operation(Builder told, Work work) {
        this.told = told;
        this.work = work;
    }

    /** Describes an operation; {@link #runs} ends the description. */
    static final class Builder {

        private final String method;
        private final Template template;
        private final Text summary;
        private Need need = Need.signedIn();
        private final List<Parameter> parameters = new ArrayList<>();
        private Optional<Sent> sent = Optional.empty();
        private Answered answered = new Answered(204, Optional.empty(), Optional.empty());
        private final Set<Integer> problems = new TreeSet<>();

        private Builder(String method, String template, Text summary) {
            this.method = method;
            this.template = new Template(template);
            this.summary = summary;
        }

        /** What the caller needs; to be signed in where this is left out. */
        Builder needs(Need right) {
            need = right;
            return this;
        }

        /** Parameters that it takes; all others are refused. */
        Builder takes(Parameter... more) {
            parameters.addAll(List.of(more));
            return this;
        }

        /** A JSON body of up to 64 KB. */
        Builder takesJson(Schema body) {
            return takesJson(body, MOST_BYTES);
        }

        /** A JSON body. */
        Builder takesJson(Schema body, int mostBytes) {
            sent = Optional.of(new Sent(Optional.of(body), List.of("application/json"), mostBytes));
            return this;
        }

        /**
         * A body that the operation reads itself, with {@link Call#stream}.
         *
         * @param types media types, such as {@code text/csv} or {@code image/*}
         */
        Builder takesStream(long mostBytes, String... types) {
            sent = Optional.of(new Sent(Optional.empty(), List.of(types), mostBytes));
            return this;
        }

        /** A JSON answer; where no answer is named it is 204 without content. */
        Builder answers(int status, Schema schema) {
            answered = new Answered(status, Optional.of(schema), Optional.of("application/json"));
            return this;
        }

        /** An answer of another media type, with status 200. */
        Builder answersStream(String type) {
            answered = new Answered(200, Optional.empty(), Optional.of(type));
            return this;
        }

        /** Statuses of refusals besides those that every operation of its kind has. */
        Builder refuses(int... statuses) {
            for (int status : statuses) {
                problems.add(status);
            }
            return this;
        }

        /** How it is done. */
        Operation runs(Work work) {
            return new Operation(this, work);
        }
    }

    static Builder get(String template, String summaryEn, String summaryZh) {
        return new Builder("GET", template, new Text(summaryEn, summaryZh));
    }

    static Builder post(String template, String summaryEn, String summaryZh) {
        return new Builder("POST", template, new Text(summaryEn, summaryZh));
    }

    static Builder put(String template, String summaryEn, String summaryZh) {
        return new Builder("PUT", template, new Text(summaryEn, summaryZh));
    }

    static Builder delete(String template, String summaryEn, String summaryZh) {
        return new Builder("DELETE", template, new Text(summaryEn, summaryZh));
    }

    String method() {
        return told.method;
    }

    Template template() {
        return told.template;
    }

    Text summary() {
        return told.summary;
    }

    Need need() {
        return told.need;
    }

    List<Parameter> parameters() {
        return List.copyOf(told.parameters);
    }

    Optional<Sent> sent() {
        return told.sent;
    }

    Answered answered() {
        return told.answered;
    }

    /** Statuses of refusals that this operation alone gives. */
    Set<Integer> problems() {
        return Set.copyOf(told.problems);
    }

    Answer run(Call call) throws IOException, RepositoryException {
        return work.on(call);
    }

    /** Method and template, which name it. */
    @Override
    public String toString() {
        return told.method + " " + told.template;
    }
}
