using System.Diagnostics;
using Ledger.Rules;

namespace Ledger.Contributions.Domain;

/// <summary>The owner grants, revokes and erases; the owner and regulators place holds. To anybody else a subject does not exist.</summary>
public static class SecretSubjectDecider
{
    public static Decision Decide(SecretSubject state, GrantAccess command)
    {
        if (NotMine(state, command.By)) return new SubjectUnknown();
        if (state.Erased is { } erased) return new SubjectErased(erased.At, erased.Ground);
        if (TextRules.BrokenIdentifier("reader", command.Reader) is { } badReader) return badReader;
        if (command.Reader == state.Owner) return new ReaderIsOwner(state.Owner) { Field = "reader" };
        if (TextRules.Broken("reason", command.Reason) is { } badReason) return badReason;
        if (command.Until <= command.At) return new AccessEndsInPast(command.Until) { Field = "until" };
        if (command.Until > command.At.AddDays(ContributionLimits.AccessDays)) return new AccessTooLong() { Field = "until" };
        if (command.Fields.Count == 0) return Problems.Empty("fields");
        if (command.Fields.Count > ContributionLimits.MarkedFields) return Problems.TooMany("fields", ContributionLimits.MarkedFields);
        for (var i = 0; i < command.Fields.Count; i++)
        {
            if (!command.Hidden.Any(field => field.Field == command.Fields[i] && field.Key == state.Id))
                return new FieldNotOfSubject() { Field = $"fields[{i}]" };
        }

        if (state.Grants.Count >= ContributionLimits.GrantsPerSubject) return Problems.TooMany("grants", ContributionLimits.GrantsPerSubject);
        return Decision.Accept(new AccessGranted(
            command.Contribution, command.Fields, command.Reader, command.Until, command.Reason, command.By, command.At));
    }

    public static Decision Decide(SecretSubject state, RevokeAccess command)
    {
        if (NotMine(state, command.By)) return new SubjectUnknown();
        if (TextRules.Broken("reason", command.Reason) is { } badReason) return badReason;
        var granted = state.Grants.Where(grant => grant.Contribution == command.Contribution && grant.Reader == command.Reader).ToList();
        var named = command.Hidden.Any(field => field.Key == state.Id && (field.Readers ?? []).Contains(command.Reader, StringComparer.Ordinal));
        if (granted.Count == 0 && !named) return new NothingToRevoke() { Field = "reader" };
        var done = granted.All(grant => grant.RevokedAt is not null)
            && (!named || state.Revocations.Any(revoked => (revoked.Contribution, revoked.Reader) == (command.Contribution, command.Reader)));
        return done ? Decision.Nothing
            : Decision.Accept(new AccessRevoked(command.Contribution, command.Reader, command.Reason, command.By, command.At));
    }

    public static Decision Decide(SecretSubject state, PlaceKeyHold command)
    {
        if (state.Owner.Length == 0 || (NotMine(state, command.By) && !command.Oversees)) return new SubjectUnknown();
        if (state.Erased is { } erased) return new SubjectErased(erased.At, erased.Ground);
        if (TextRules.BrokenIdentifier("case", command.Case) is { } badCase) return badCase;
        if (TextRules.Broken("ground", command.Ground) is { } badGround) return badGround;
        var standing = state.Holds.FirstOrDefault(hold => hold.Case == command.Case);
        if (standing is not null)
            return standing.By.Organisation == command.By.Organisation && standing.Ground == command.Ground ? Decision.Nothing : new KeyHoldExists(command.Case) { Field = "case" };
        return state.Holds.Count >= ContributionLimits.HoldsPerSubject ? Problems.TooMany("holds", ContributionLimits.HoldsPerSubject)
            : Decision.Accept(new KeyHoldPlaced(command.Case, command.Ground, command.By, command.At));
    }

    public static Decision Decide(SecretSubject state, LiftKeyHold command)
    {
        if (state.Holds.FirstOrDefault(hold => hold.Case == command.Case) is not { } standing) return new SubjectUnknown();
        if (standing.By.Organisation != command.By.Organisation)
            return NotMine(state, command.By) ? new SubjectUnknown() : new KeyHoldOfAnother(standing.By.Organisation);
        return TextRules.Broken("reason", command.Reason) is { } badReason ? badReason
            : Decision.Accept(new KeyHoldLifted(command.Case, command.Reason, command.By, command.At));
    }

    public static Decision Decide(SecretSubject state, ShredKey command)
    {
        if (NotMine(state, command.By)) return new SubjectUnknown();
        if (state.Erased is not null) return Decision.Nothing;
        if (TextRules.Broken("ground", command.Ground) is { } badGround) return badGround;
        if (command.Hold is { } legal) return new KeyUnderHold(legal.CaseId, legal.Ground);
        return state.Holds is [var hold, ..] ? new KeyUnderHold(hold.Case, hold.Ground)
            : Decision.Accept(new SubjectKeyShredded(command.Ground, command.By, command.At));
    }

    public static SecretSubject Evolve(SecretSubject state, object fact) => fact switch
    {
        SubjectKeyMade f => state with { Owner = f.Owner, Subject = f.Subject, Kind = f.Kind },
        AccessGranted f => state with { Grants = [.. state.Grants, new Grant(f.Contribution, f.Fields, f.Reader, f.Until, f.At)] },
        AccessRevoked f => state with
        {
            Grants = [.. state.Grants.Select(grant => (grant.Contribution, grant.Reader, grant.RevokedAt) == (f.Contribution, f.Reader, null) ? grant with { RevokedAt = f.At } : grant)],
            Revocations = [.. state.Revocations, new Revocation(f.Contribution, f.Reader, f.At)],
        },
        KeyHoldPlaced f => state with { Holds = [.. state.Holds, new KeyHold(f.Case, f.Ground, f.By, f.At)] },
        KeyHoldLifted f => state with { Holds = [.. state.Holds.Where(hold => hold.Case != f.Case)] },
        SubjectKeyShredded f => state with { Erased = new KeyErasure(f.Ground, f.By, f.At) },
        _ => throw new UnreachableException($"{fact.GetType().Name} is not a fact of a secret subject."),
    };

    private static bool NotMine(SecretSubject state, Actor by) => state.Owner != by.Organisation;
}
