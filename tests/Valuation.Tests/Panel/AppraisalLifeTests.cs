using CsCheck;
using Ledger.Rules;
using Ledger.Tests;
using Ledger.Valuation.Domain;
using static Ledger.Valuation.Tests.PanelSamples;
using static Ledger.Valuation.Tests.Samples;

namespace Ledger.Valuation.Tests;

/// <summary>
/// Any commands in any order by anybody: what must never happen does not, judged from the facts alone and not by the decider's rules.
/// </summary>
public sealed class AppraisalLifeTests
{
    private static readonly AdoptedAgreement Agreement = TaihuAgreement.Adopt(TaihuAgreement.Json(
        ("\"capAtClaim\":true", "\"capAtClaim\":true,\"dualApprovalAbove\":\"0.00\"")));

    private static readonly Actor[] People =
    [
        new("jin", "S"), new("sun", "G"), new("wu", "G"), new("lin", "E1"), new("he", "V1"), new("qian", "V2"), new("zhou", "V3"), new("ma", "E2"),
    ];

    private sealed record Move(int Kind, int Person, int Choice);

    private int drawn;
    private int accepted;
    private int voided;

    [Fact]
    public void Whatever_happens_the_promises_hold()
    {
        Gen.Select(Gen.Frequency((3, Gen.Const(0)), (4, Gen.Const(1)), (5, Gen.Const(2)), (1, Gen.Const(3)), (1, Gen.Const(4)), (4, Gen.Const(5)), (6, Gen.Const(6))),
                Gen.Int[0, People.Length - 1], Gen.Frequency((6, Gen.Const(0)), (1, Gen.Int[1, 2])), (kind, person, choice) => new Move(kind, person, choice)).List[10, 50].Select(Gen.Bool)
            .Sample((moves, drawnBefore) =>
            {
                var facts = drawnBefore ? [.. DrawnFacts] : new List<object> { Opened };
                var now = At.AddHours(3);
                foreach (var move in moves)
                {
                    now = now.AddHours((move.Choice * 10) + 1);
                    var before = Given([.. facts]).State;
                    var decision = Decide(before, move, now);
                    Assert.True(decision.Facts.Count == 0 || decision.Rejection is null);
                    Judge(facts, decision.Facts, before);
                    facts.AddRange(decision.Facts);
                }
            }, iter: 500);
        // A life that never gets anywhere would prove nothing.
        Assert.True(drawn > 20 && voided > 20 && accepted > 20, $"{drawn} drawn, {voided} ended, {accepted} accepted");
    }

    private static Decision Decide(Appraisal state, Move move, DateTimeOffset now)
    {
        // Mostly the right nonce, and mostly the right person where only one is right: lives that end at the first step show little.
        var valuer = state.Assignment is { Step: AssignmentStep.Drawn, Valuer: { } one } ? new Actor(one.Person, one.Organisation) : null;
        var by = move.Kind is 3 or 5 && move.Choice == 0 && valuer is not null ? valuer : People[move.Person];
        var nonce = new string((char)('a' + move.Choice), 32);
        var known = move.Person < 4 && valuer is not null
            ? Known(PanelOf(Tied(TieKind.Family, "E1", "2020-01-01", person: valuer.Person)))
            : Known();
        var round = state.Assignment?.Step is AssignmentStep.AwaitingNonce or AssignmentStep.AwaitingDraw ? state.Assignment.Round : (state.Assignment?.Round ?? 0) + 1;
        var hash = move.Choice == 2 ? new string('0', 64) : state.Proposal?.ProposalHash ?? "";
        return move.Kind switch
        {
            0 => AssignmentDecider.Decide(state, new OpenAssignment(
                Commitments.ToNonce($"{Id:D}", round, nonce), now.AddHours(20), null, Agreement, Known(), by, now)),
            1 => AssignmentDecider.Decide(state, new GiveNonce(nonce, Known(), by, now)),
            2 => AssignmentDecider.Decide(state, new DrawValuer(nonce, by, now)),
            3 => AssignmentDecider.Decide(state, new DeclineAssignment("No time", by, now)),
            4 => AssignmentDecider.Decide(state, new ReviewAssignment(known, by, now)),
            5 => AppraisalDecider.Decide(state, Propose with { By = by, At = now, Agreement = Agreement, Inputs = First(3 + move.Choice) }),
            _ => AppraisalDecider.Decide(state, new AcceptValue(hash, Agreement, by, now, Known())),
        };
    }

    private void Judge(List<object> before, IReadOnlyList<object> now, Appraisal state)
    {
        foreach (var fact in now)
        {
            var round = before.FindLastIndex(other => other is AssignmentOpened);
            switch (fact)
            {
                case ValuerDrawn one:
                    Interlocked.Increment(ref drawn);
                    var opened = (AssignmentOpened)before[round];
                    Assert.Contains(one.Valuer.Person, opened.Candidates.Select(candidate => candidate.Person));
                    Assert.DoesNotContain(one.Valuer.Person, Gone(before));
                    var given = before[(round + 1)..].OfType<NonceGiven>().Single();
                    Assert.NotEqual(opened.By.Organisation, given.By.Organisation);
                    Assert.True(one.At <= opened.RevealUntil);
                    break;
                case ValueProposed proposed:
                    Assert.DoesNotContain(before, other => other is ValueAccepted);
                    if (round >= 0) Assert.Equal(proposed.By.Person, before[(round + 1)..].OfType<ValuerDrawn>().Last().Valuer.Person);
                    Assert.DoesNotContain(proposed.By.Person, Gone(before));
                    break;
                case ValueAccepted one:
                    Interlocked.Increment(ref accepted);
                    Assert.DoesNotContain(before, other => other is ValueAccepted);
                    var proposal = before.FindLastIndex(other => other is ValueProposed);
                    var maker = (ValueProposed)before[proposal];
                    Assert.DoesNotContain(before[proposal..], other => other is ProposalVoided);
                    var first = before[proposal..].OfType<ValueApproved>().Single();
                    Assert.Equal((one.ProposalHash, one.ProposalHash), (maker.ProposalHash, first.ProposalHash));
                    Assert.Equal(3, new[] { maker.By.Person, first.By.Person, one.By.Person }.Distinct().Count());
                    Assert.Equal(3, new[] { "E1", first.By.Organisation, one.By.Organisation }.Distinct().Count());
                    break;
                case AssignmentDeclined or AssignmentVoided:
                    Interlocked.Increment(ref voided);
                    Assert.Null(state.Acceptance);
                    Assert.True(state.Proposal is null || now.Any(other => other is ProposalVoided));
                    break;
                case ReviewRequired:
                    Assert.NotNull(state.Acceptance);
                    break;
            }
        }
    }

    private static IEnumerable<string> Gone(List<object> facts) =>
        [.. facts.OfType<AssignmentDeclined>().Select(fact => fact.Person), .. facts.OfType<AssignmentVoided>().Select(fact => fact.Person)];
}
