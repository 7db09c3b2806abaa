package dev.latchkey.core;

import dev.latchkey.spi.Id;
import dev.latchkey.spi.ProfileId;
import org.jspecify.annotations.Nullable;

/** Bytes of a {@link Message} on the bus. Thread-safe: no state. */
public final class MessageCodec {
    /** First byte: servers of another version understand each other or stay silent. */
    private static final int VERSION = 1;

    private static final int ASK = 1;
    private static final int HEARD = 2;
    private static final int OVERTAKEN = 3;
    private static final int WITHDRAWN = 4;
    private static final int GRANT = 5;
    private static final int STOLEN = 6;
    private static final int STOLEN_HEARD = 7;
    private static final int BEAT = 8;
    private static final int MAIL = 9;
    private static final int FREEZE = 10;
    private static final int FROZEN = 11;
    private static final int DECLINED = 12;
    private static final int THAW = 13;
    private static final int FREE = 14;

    private MessageCodec() {}

    /** The bytes of a message. */
    public static byte[] encode(Message message) {
        Bytes.Writer out = new Bytes.Writer().tag(VERSION);
        switch (message) {
            case Message.Ask(ProfileId profile, long token, Id from, Id claim, long number) ->
                out.tag(ASK).profile(profile).number(token).id(from).id(claim).number(number);
            case Message.Heard(ProfileId profile, Id claim, long within) ->
                out.tag(HEARD).profile(profile).id(claim).number(within);
            case Message.Overtaken(ProfileId profile, Id claim) ->
                out.tag(OVERTAKEN).profile(profile).id(claim);
            case Message.Withdrawn(ProfileId profile, long token, Id claim) ->
                out.tag(WITHDRAWN).profile(profile).number(token).id(claim);
            case Message.Grant grant -> encode(out.tag(GRANT), grant);
            case Message.Stolen(ProfileId profile, long token, Id from, String name) ->
                out.tag(STOLEN).profile(profile).number(token).id(from).text(name);
            case Message.StolenHeard(ProfileId profile, long token) ->
                out.tag(STOLEN_HEARD).profile(profile).number(token);
            case Message.Free(ProfileId profile) -> out.tag(FREE).profile(profile);
            case Message.Beat(long number) -> out.tag(BEAT).number(number);
            case Message.Mail(ProfileId profile) -> out.tag(MAIL).profile(profile);
            case Message.Freeze(ProfileId profile, long token, Id transaction, Id from) ->
                out.tag(FREEZE).profile(profile).number(token).id(transaction).id(from);
            case Message.Frozen frozen -> {
                out.tag(FROZEN)
                        .profile(frozen.profile())
                        .id(frozen.transaction())
                        .number(frozen.token());
                data(out.id(frozen.claim()).number(frozen.version()), frozen.data());
            }
            case Message.Declined(ProfileId profile, Id transaction, boolean aborted) ->
                out.tag(DECLINED).profile(profile).id(transaction).flag(aborted);
            case Message.Thaw thaw -> {
                out.tag(THAW).profile(thaw.profile()).id(thaw.transaction()).flag(thaw.stored());
                data(out.number(thaw.version()), thaw.data());
            }
        }
        return out.done();
    }

    private static void encode(Bytes.Writer out, Message.Grant grant) {
        out.profile(grant.profile()).id(grant.to()).id(grant.claim()).number(grant.token());
        data(out.number(grant.version()).flag(grant.planned()), grant.data());
    }

    private static void data(Bytes.Writer out, Message.@Nullable Data data) {
        out.flag(data != null);
        if (data != null) {
            out.payload(data.payload());
        }
    }

    /** The message in these bytes; null where they hold none: what comes over a bus may be anything. */
    public static @Nullable Message decode(byte[] bytes) {
        try {
            Bytes.Reader in = new Bytes.Reader(bytes);
            if (in.tag() != VERSION) {
                return null;
            }
            Message message = read(in, in.tag());
            in.end();
            return message;
        } catch (IllegalArgumentException garbage) {
            return null;
        }
    }

    private static @Nullable Message read(Bytes.Reader in, int kind) {
        return switch (kind) {
            case ASK -> new Message.Ask(in.profile(), in.number(), in.id(), in.id(), in.number());
            case HEARD -> new Message.Heard(in.profile(), in.id(), in.number());
            case OVERTAKEN -> new Message.Overtaken(in.profile(), in.id());
            case WITHDRAWN -> new Message.Withdrawn(in.profile(), in.number(), in.id());
            case GRANT -> grant(in);
            case STOLEN -> new Message.Stolen(in.profile(), in.number(), in.id(), in.text());
            case STOLEN_HEARD -> new Message.StolenHeard(in.profile(), in.number());
            case FREE -> new Message.Free(in.profile());
            case BEAT -> new Message.Beat(in.number());
            case MAIL -> new Message.Mail(in.profile());
            case FREEZE -> new Message.Freeze(in.profile(), in.number(), in.id(), in.id());
            case FROZEN -> new Message.Frozen(in.profile(), in.id(), in.number(), in.id(), in.number(), data(in));
            case DECLINED -> new Message.Declined(in.profile(), in.id(), in.flag());
            case THAW -> new Message.Thaw(in.profile(), in.id(), in.flag(), in.number(), data(in));
            default -> null;
        };
    }

    private static Message grant(Bytes.Reader in) {
        ProfileId profile = in.profile();
        Id to = in.id();
        Id claim = in.id();
        long token = in.number();
        long version = in.number();
        boolean planned = in.flag();
        return new Message.Grant(profile, to, claim, token, version, data(in), planned);
    }

    private static Message.@Nullable Data data(Bytes.Reader in) {
        return in.flag() ? new Message.Data(in.payload()) : null;
    }
}
