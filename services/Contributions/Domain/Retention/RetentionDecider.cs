using System.Diagnostics;
using Ledger.Rules;

namespace Ledger.Contributions.Domain;

/// <summary>
/// Evidence is kept for its period and as long as a hold lies on it. It is erased when one organisation asks and another agrees;
/// at both moments no hold and no period may stand against it.
/// </summary>
public static class RetentionDecider
{
    public static Decision Decide(RetentionRegister state, PlaceHold command)
    {
        if (TextRules.BrokenIdentifier("caseId", command.CaseId) is { } badCase) return badCase;
        if (command.Scope is { Contribution: not null, Sha256: not null }) return new HoldScopeTwofold { Field = "sha256" };
        if (TextRules.Broken("ground", command.Ground) is { } badGround) return badGround;
        if (state.Holds.FirstOrDefault(hold => hold.CaseId == command.CaseId) is { } standing)
        {
            return (standing.Scope, standing.Ground, standing.Authority) == (command.Scope, command.Ground, command.Authority)
                ? Decision.Nothing
                : new HoldExists(command.CaseId) { Field = "caseId" };
        }

        if (!command.TargetKnown) return new HoldTargetUnknown { Field = command.Scope.Contribution is null ? "sha256" : "contribution" };
        if (state.Holds.Count >= ContributionLimits.LegalHolds) return Problems.TooMany("caseId", ContributionLimits.LegalHolds);
        return Decision.Accept(new LegalHoldPlaced(command.CaseId, command.Scope, command.Ground, command.Authority, command.By, command.At));
    }

    public static Decision Decide(RetentionRegister state, LiftHold command)
    {
        if (state.Holds.FirstOrDefault(hold => hold.CaseId == command.CaseId) is not { } hold) return new HoldUnknown(command.CaseId);
        if (hold.Authority == HoldAuthority.Regulator && command.Authority != HoldAuthority.Regulator) return new HoldNotYours(command.CaseId);
        return TextRules.Broken("ground", command.Ground)
            ?? Decision.Accept(new LegalHoldLifted(command.CaseId, command.Ground, command.Authority, command.By, command.At));
    }

    public static Decision Decide(RetentionRegister state, RequestErasure command)
    {
        if (command.File.Erased is { Ground: not null } erased) return new FileErased(erased.At);
        if (!command.File.Known) return new FileUnknown();
        if (TextRules.Broken("ground", command.Ground) is { } badGround) return badGround;
        if (Standing(state, command.File.Sha256) is { } asked)
        {
            return (asked.Ground, asked.By.Organisation) == (command.Ground, command.By.Organisation)
                ? Decision.Nothing
                : new ErasureAsked(command.File.Sha256);
        }

        if (Against(state, command.File, command.At) is { } against) return against;
        if (state.Requests.Count >= ContributionLimits.ErasureRequests) return Problems.TooMany("sha256", ContributionLimits.ErasureRequests);
        return Decision.Accept(new ErasureRequested(command.File.Sha256, command.Ground, command.By, command.At));
    }

    public static Decision Decide(RetentionRegister state, DecideErasure command)
    {
        var sha256 = command.File.Sha256;
        if (command.File.Erased is { Ground: not null } erased) return command.CarryOut ? Decision.Nothing : new FileErased(erased.At);
        if (Standing(state, sha256) is not { } asked) return new ErasureNotAsked(sha256);
        if (asked.By.Organisation == command.By.Organisation) return new OwnErasure(command.By.Organisation);
        if (TextRules.Broken("reason", command.Reason) is { } badReason) return badReason;
        if (!command.CarryOut) return Decision.Accept(new ErasureDismissed(sha256, command.Reason, command.By, command.At));
        if (Against(state, command.File, command.At) is { } against) return against;
        return Decision.Accept(new ErasureOrdered(sha256, command.Reason, command.By, command.At)).AndStart(
        [
            new NewStream(typeof(ErasedFile), command.ErasedStream,
            [
                new EvidenceErased(
                    sha256, asked.Ground, asked.By, [.. command.File.Uses.Where(use => use.What is null).Select(use => use.Contribution).Distinct()], command.By, command.At),
            ]),
        ]);
    }

    public static RetentionRegister Evolve(RetentionRegister state, object fact) => fact switch
    {
        LegalHoldPlaced f => state with { Holds = [.. state.Holds, new LegalHold(f.CaseId, f.Scope, f.Ground, f.Authority, f.By, f.At)] },
        LegalHoldLifted f => state with { Holds = [.. state.Holds.Where(hold => hold.CaseId != f.CaseId)] },
        ErasureRequested f => state with { Requests = [.. state.Requests, new ErasureRequest(f.Sha256, f.Ground, f.By, f.At)] },
        ErasureDismissed f => state.Without(f.Sha256),
        ErasureOrdered f => state.Without(f.Sha256),
        _ => throw new UnreachableException($"{fact.GetType().Name} is not a fact of the retention register."),
    };

    /// <summary>What stands against the erasure of a file, or null: a hold on it or on the key of what it is marked with first, then the use that keeps it longest.</summary>
    public static Rejection? Against(RetentionRegister state, FileStanding file, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(file);
        if (state.HoldOn(file.Sha256, file.Uses) is { } hold) return new EvidenceHeld(hold.CaseId, hold.Ground);
        if (file.KeyHold is { } key) return new EvidenceHeld(key.Case, key.Ground);
        if (EvidenceUse.Longest(file.Uses) is not { } longest) return null;
        if (longest.Kept is not { } kept) return longest.Endless is { } endless ? new RetainedForEver(longest, endless) : new RetentionUnstated(longest);
        return kept.Until < RetentionPeriod.Today(at) ? null : new EvidenceRetained(longest, kept);
    }

    private static ErasureRequest? Standing(RetentionRegister state, string sha256) =>
        state.Requests.FirstOrDefault(request => request.Sha256 == sha256);
}
