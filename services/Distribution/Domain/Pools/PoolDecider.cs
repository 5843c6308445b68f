using System.Diagnostics;
using Ledger.Rules;

namespace Ledger.Distribution.Domain;

/// <summary>A pool is declared once; participants claim costs against it until a run is proposed.</summary>
public static class PoolDecider
{
    public static Decision Decide(Pool state, DeclarePool command)
    {
        var said = command.Declaration;
        // A repetition is answered by what stands, even when the same declaration would no longer be taken today.
        if (state.Declared is { } standing)
        {
            return standing.Declaration == said
                ? Decision.Nothing
                : new PoolAlreadyDeclared(standing.Declaration.Reference, standing.Declaration.Period) { Field = "reference" };
        }

        if (PoolRules.Broken(command) is { } broken) return broken;
        var agreement = command.AtTo!;
        var declared = new PoolDeclared(said, command.Turn.No, agreement.AgreementVersion, agreement.Source!, command.By, command.At);
        return Decision.Accept(declared).AndStart(
            command.Turn.TakenBy(said.Reference),
            new NewStream(typeof(JournalEntry), command.Entry, [Entry(state.Id, declared)]));
    }

    public static Decision Decide(Pool state, ClaimCost command)
    {
        if (state.Declared is not { } declared) return new PoolUnknown();
        var party = command.Party ?? command.By.Organisation;
        if (party != command.By.Organisation) return new ClaimForAnother(party, command.By.Organisation) { Field = "party" };
        if (state.Claims.FirstOrDefault(claim => claim.Reference == command.Reference) is { } standing)
        {
            return standing.Party == party && standing.Amount == command.Amount && standing.Title == command.Title
                ? Decision.Nothing
                : new CostClaimExists(command.Reference) { Field = "reference" };
        }

        if (Stated(command) is { } malformed) return malformed;
        if (command.Agreement is not { } agreement)
            return new PoolAgreementNotActive(declared.Declaration.AgreementId, declared.Declaration.Period.To);
        if (!agreement.Benefit.Participants.Contains(party)) return new ClaimantNotParticipant(party);
        if (!agreement.Benefit.Waterfall.Any(tier => tier is CostRecoveryTier)) return new NoCostTier();
        if (command.Amount.Currency != agreement.Currency)
            return new WrongCurrency(command.Amount.Currency, agreement.Currency) { Field = "amount.currency" };
        if (command.RunStands) return new ClaimsClosed();
        if (state.Claims.Count >= DistributionLimits.CostClaims) return Problems.TooMany("reference", DistributionLimits.CostClaims);

        return Decision.Accept(new CostClaimed(command.Reference, party, command.Amount, command.Title, command.By, command.At))
            .AndStart(command.Turn.TakenBy(command.Reference));
    }

    public static Pool Evolve(Pool state, object fact) => fact switch
    {
        PoolDeclared f => state with { AgreementId = f.Declaration.AgreementId, Declared = f },
        CostClaimed f => state with { Claims = [.. state.Claims, f] },
        _ => throw new UnreachableException($"{fact.GetType().Name} is not a fact of a pool."),
    };

    private static Rejection? Stated(ClaimCost command)
    {
        // The waterfall rule names claims by these references, so they are identifiers.
        if (!InputReader.IsIdentifier(command.Reference)) return Problems.NotAnIdentifier("reference", command.Reference);
        if (TextRules.Broken("title", command.Title) is { } title) return title;
        return command.Amount.Sign <= 0 ? Problems.AmountNotPositive("amount.amount", command.Amount.Amount) : null;
    }

    private static JournalEntryPosted Entry(Guid poolId, PoolDeclared declared)
    {
        var said = declared.Declaration;
        return new JournalEntryPosted(
            said.AgreementId, Book.Cash, EntryKind.PoolDeclared, said.Period.To, said.Reference,
            new($"Benefit pool {said.Reference} for {said.Period}", $"收益池 {said.Reference}（{said.Period}）"),
            [Posting.Debit(Account.Bank, said.Amount), Posting.Credit(Account.OfPool(said.Reference), said.Amount)],
            Contribution: null, poolId, RunId: null, [declared.Agreement], declared.At).Balanced();
    }
}

/// <summary>Folds a settled pool; it is started by the settlement of a run.</summary>
public static class PoolSettlementDecider
{
    public static PoolSettlement Evolve(PoolSettlement state, object fact) => fact switch
    {
        PoolSettled f => state with { PoolId = f.PoolId, RunId = f.RunId, AgreementId = f.AgreementId, PeriodTo = f.PeriodTo },
        _ => throw new UnreachableException($"{fact.GetType().Name} is not a fact of a settled pool."),
    };
}
