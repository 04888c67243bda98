package org.heliograph.cms.security;

/** What becomes of a request; {@link Rights} says what is allowed. */
public final class Access {

    /** What becomes of a request. */
    public enum Decision {
        ALLOWED,
        /** Not for anonymous: who signs in may ask again. */
        SIGN_IN,
        FORBIDDEN
    }

    private Access() {}

    /**
     * Unlike in Magnolia, what may be asked with GET may be asked with HEAD.
     *
     * @param path decoded and normalized, below the context path
     */
    public static Decision decide(Caller caller, String method, String path) {
        if (caller.rights().maySend(method, path)) {
            return Decision.ALLOWED;
        }
        boolean others = caller.isAnonymous() && Rights.ALL.maySend(method, path);
        return others ? Decision.SIGN_IN : Decision.FORBIDDEN;
    }
}
