using CsCheck;
using Ledger.Rules;
using Ledger.Tests;
using Ledger.Valuation.Domain;
using static Ledger.Valuation.Tests.ChallengeSamples;
using static Ledger.Valuation.Tests.PanelSamples;
using static Ledger.Valuation.Tests.Samples;

namespace Ledger.Valuation.Tests;

/// <summary>
/// Any commands in any order, held against a small reference model of a challenge that knows nothing of facts: which value stands,
/// where the case is, what would become of it. Among them a re-valuation and a reversal while a challenge runs, and objections around
/// the last moment.
/// </summary>
public sealed class ChallengeLifeTests
{
    private static readonly DateTimeOffset Accepted = At.AddHours(1);
    private static readonly Actor[] Objectors = [Parts, School, Contributor, Decider];
    private static readonly string[] Prices = ["840000.00", "900000.00", "1000000.00"];
    private static readonly string[] Choices = ["standing", "determined", "second", "third"];

    private int replaced;
    private int upheld;
    private int overtaken;
    private int appealed;
    private int late;

    private enum Kind { File, Withdraw, HandIn, Determine, Appeal, Vote, Conclude, Revalue, Reverse, Wait }

    private sealed record Move(Kind Kind, int Who, int Choice);

    [Fact]
    public void The_decider_does_what_the_model_says()
    {
        // Mostly what goes on, seldom what ends everything: lives that end at the first step show little.
        var kind = Gen.Frequency(
            (40, Gen.Const(Kind.File)), (4, Gen.Const(Kind.Withdraw)), (60, Gen.Const(Kind.HandIn)), (60, Gen.Const(Kind.Determine)), (15, Gen.Const(Kind.Appeal)),
            (60, Gen.Const(Kind.Vote)), (60, Gen.Const(Kind.Conclude)), (4, Gen.Const(Kind.Revalue)), (40, Gen.Const(Kind.Wait)), (1, Gen.Const(Kind.Reverse)));
        Gen.Select(kind, Gen.Int[0, 3], Gen.Int[0, 3], (what, who, choice) => new Move(what, who, choice)).List[20, 60].Sample(
            moves =>
            {
                var (model, facts) = (new Model(), new List<object>(AcceptedFacts));
                foreach (var move in moves)
                {
                    var state = Given([.. facts]).State;
                    var expected = model.Play(move);
                    if (expected is null) continue;
                    var decision = Decide(state, model, move);
                    var answer = decision.Rejection?.Code ?? (decision.Facts.Count == 0 ? "nothing" : "ok");
                    Assert.True(expected == answer, $"{move}: the model says {expected}, the decider {answer}");
                    facts.AddRange(decision.Facts);
                    Hold(model, Given([.. facts]).State);
                }

                Count(model);
            },
            iter: 400);
        // A life that never gets anywhere would prove nothing.
        Assert.True(replaced > 20 && upheld > 5 && overtaken > 20 && appealed > 20 && late > 5, $"{replaced} {upheld} {overtaken} {appealed} {late}");
    }

    private static void Hold(Model model, Appraisal state)
    {
        Assert.Equal(model.Reversed ? null : model.Value, state.Standing?.Value.Amount);
        Assert.Equal(model.Reversed ? null : (int?)model.Number, state.Standing?.Number);
        Assert.Equal(model.Cases.Select(one => one.Step), state.Challenges.Select(one => one.Step));
        Assert.All(state.Versions.Zip(state.Versions.Skip(1)), pair => Assert.Equal(pair.First.Number + 1, pair.Second.Number));
        Assert.True(state.Challenges.Count(one => one.IsOpen) <= 1);
    }

    private void Count(Model model)
    {
        Interlocked.Add(ref replaced, model.Cases.Count(one => one.Outcome == "replaced"));
        Interlocked.Add(ref upheld, model.Cases.Count(one => one.Outcome == "upheld"));
        Interlocked.Add(ref overtaken, model.Cases.Count(one => one.Step == ChallengeStep.Overtaken));
        Interlocked.Add(ref appealed, model.Appeals);
        Interlocked.Add(ref late, model.Late);
    }

    private static Decision Decide(Appraisal state, Model model, Move move)
    {
        var (number, now) = (Math.Max(1, model.Cases.Count), model.Now);
        var known = model.Known();
        return move.Kind switch
        {
            Kind.File => ChallengeDecider.Decide(state, File(Objectors[move.Who], Ground(move.Choice), WithPanel, now) with { Against = model.Read, NewAppraisal = Stream(2, state.Challenges.Count + 1) }),
            Kind.Withdraw => ChallengeDecider.Decide(state, new WithdrawObjection(number, 1, Reason, known.Second, WithPanel, Objectors[move.Who], now)),
            Kind.Determine => ChallengeDecider.Decide(state, new DetermineChallenge(number, known, PanelSamples.Known(), WithPanel, Stream(3, number), Decider, now)),
            Kind.Appeal => ChallengeDecider.Decide(state, new AppealChallenge(number, Reason, WithPanel, Objectors[move.Who], now)),
            Kind.Vote => ChallengeDecider.Decide(state, new CastPanelVote(number, Choices[move.Choice], Reason, null, WithPanel, new Actor("m", $"C{move.Who + 1}"), now)),
            Kind.Conclude => ChallengeDecider.Decide(state, new ConcludeChallenge(number, known, WithPanel, Decider, now)),
            Kind.Revalue => Decision.Accept(new Domain.Replacement(
                ReplacementCause.Revaluation, "validity-1", Money.Parse(model.Value, Cny), state.Standing!.Result, null, state.Standing.ValidFrom, new Text("Again", "重估"))
                .Fact(state, model.Number - 1, WithPanel, Decider, now, out _)!),
            _ => AppraisalDecider.Decide(state, new AppraisalVoided(new DateOnly(2025, 6, 1), new Text("Gone", "撤销"), Verification)),
        };
    }

    private static ChallengeGround Ground(int choice) => choice == 0 ? new ChallengeGround(Clause: "valuation.capAtClaim") : new ChallengeGround(Method: "market.comparables");

    private static Guid Stream(int number, int challenge) => Guid.Parse($"0198f000-0000-5000-8000-0000000{challenge:00}e{number:00}");

    private sealed class Case
    {
        public required int Against { get; init; }
        public required string Value { get; init; }
        public required decimal First { get; init; }
        public ChallengeStep Step { get; set; }
        public List<(string Party, ChallengeGround Ground, bool Withdrawn)> Objections { get; } = [];
        public decimal? Second { get; set; }
        public decimal? Third { get; set; }
        public decimal Determined { get; set; }
        public DateTimeOffset Until { get; set; }
        public string Appellant { get; set; } = "";
        public Dictionary<string, string> Votes { get; } = [];
        public string? Outcome { get; set; }
        public bool IsOpen => Step < ChallengeStep.Concluded;
    }

    /// <summary>What a challenge is, in numbers and steps.</summary>
    private sealed class Model
    {
        public DateTimeOffset Now { get; private set; } = Accepted.AddDays(1);
        public int Number { get; private set; } = 1;
        public string Value { get; private set; } = "840000.00";
        public int Read { get; private set; } = 1;
        public bool Reversed { get; private set; }
        public List<Case> Cases { get; } = [];
        public int Appeals { get; private set; }
        public int Late { get; private set; }

        private DateTimeOffset noticed = Accepted;
        private decimal method = 840_000m;
        private bool final;

        private Case? Last => Cases.Count == 0 ? null : Cases[^1];

        /// <summary>What the command comes to: "ok", "nothing" or a code; null where nothing is decided.</summary>
        public string? Play(Move move) => move.Kind switch
        {
            Kind.Wait => Wait(move.Choice),
            Kind.HandIn => HandIn(move.Choice),
            Kind.File => File(Objectors[move.Who].Organisation, Ground(move.Choice)),
            Kind.Revalue => Revalue(),
            Kind.Reverse => Reverse(move.Choice),
            _ => Last is null ? "challenge.unknown" : Reversed ? "appraisal.contribution-reversed" : Last.Step == ChallengeStep.Overtaken ? "appraisal.value-replaced"
                : !Last.IsOpen ? "challenge.closed" : OnCase(Last, move),
        };

        public KnownReappraisals Known() => new(
            Last is null ? null : Reappraised(2, Amount(Last.Second), WithPanel, id: Stream(2, Cases.Count)),
            Last is null ? null : Reappraised(3, Amount(Last.Third), WithPanel, "zhou", id: Stream(3, Cases.Count)));

        private string? Wait(int choice)
        {
            Now = choice switch { 0 => noticed.AddDays(10) > Now ? noticed.AddDays(10) : Now, 1 => Now.AddMicroseconds(1), _ => Now.AddDays(choice) };
            return null;
        }

        private string? HandIn(int choice)
        {
            var price = decimal.Parse(Prices[Math.Min(choice, 2)], System.Globalization.CultureInfo.InvariantCulture);
            if (Last is { Step: ChallengeStep.SecondAppraisal } second) second.Second ??= price;
            if (Last is { Step: ChallengeStep.ThirdAppraisal } third) third.Third ??= price;
            return null;
        }

        private string? Revalue()
        {
            if (Reversed) return null;
            (Number, Value, noticed, final) = (Number + 1, Number % 2 == 0 ? "830000.00" : "850000.00", Now, false);
            Read = Number;
            if (Last is { IsOpen: true } open) open.Step = ChallengeStep.Overtaken;
            return "ok";
        }

        private string? Reverse(int choice)
        {
            if (choice > 0) return null;
            if (Reversed) return "nothing";
            Reversed = true;
            return "ok";
        }

        private string File(string party, ChallengeGround ground)
        {
            if (Reversed) return "appraisal.contribution-reversed";
            if (final) return "challenge.value-final";
            if (party == "G") return "challenge.no-standing";
            if (Now > noticed.AddDays(10))
            {
                Late++;
                return "challenge.late";
            }

            if (Cases.Where(one => one.Against == Number).SelectMany(one => one.Objections).Any(one => one.Party == party && one.Ground == ground)) return "challenge.duplicate";
            if (Last is { IsOpen: true } open)
            {
                if (open.Step != ChallengeStep.SecondAppraisal) return "challenge.under-decision";
                open.Objections.Add((party, ground, false));
                return "ok";
            }

            Cases.Add(new Case { Against = Number, Value = Value, First = method, Step = ChallengeStep.SecondAppraisal });
            Last!.Objections.Add((party, ground, false));
            return "ok";
        }

        private string OnCase(Case one, Move move) => move.Kind switch
        {
            Kind.Withdraw => Withdraw(one, Objectors[move.Who].Organisation),
            Kind.Determine => Determine(one),
            Kind.Appeal => Appeal(one, Objectors[move.Who].Organisation),
            Kind.Vote => Vote(one, $"C{move.Who + 1}", Choices[move.Choice]),
            _ => Conclude(one),
        };

        private static string Withdraw(Case one, string party)
        {
            var first = one.Objections[0];
            if (first.Party != party) return "challenge.not-yours";
            if (first.Withdrawn) return "nothing";
            if (one.Step != ChallengeStep.SecondAppraisal || one.Second is not null) return "challenge.withdrawal-late";
            one.Objections[0] = first with { Withdrawn = true };
            if (one.Objections.All(objection => objection.Withdrawn)) one.Step = ChallengeStep.Withdrawn;
            return "ok";
        }

        private string Determine(Case one)
        {
            if (one.Step is ChallengeStep.Determined or ChallengeStep.Appealed) return "nothing";
            if (one.Second is not { } second) return "challenge.appraisal-missing";
            var (low, high) = (Math.Min(one.First, second), Math.Max(one.First, second));
            if (high - low <= low / 10) return Decided(one, (low + high) / 2);
            if (one.Step == ChallengeStep.SecondAppraisal)
            {
                one.Step = ChallengeStep.ThirdAppraisal;
                return "ok";
            }

            if (one.Third is not { } third) return "challenge.appraisal-missing";
            var all = new[] { one.First, second, third }.Order().ToList();
            var kept = all.Where(amount => amount >= all[1] * 0.85m && amount <= all[1] * 1.15m).ToList();
            return Decided(one, Math.Round(kept.Sum() / kept.Count, 2, MidpointRounding.AwayFromZero));
        }

        private string Decided(Case one, decimal value)
        {
            (one.Step, one.Determined, one.Until) = (ChallengeStep.Determined, value, Now.AddDays(5));
            return "ok";
        }

        private string Appeal(Case one, string party)
        {
            if (one.Step == ChallengeStep.Appealed) return "challenge.not-now";
            if (one.Step != ChallengeStep.Determined) return "challenge.not-determined";
            if (party == "G") return "challenge.no-standing";
            if (Now > one.Until) return "challenge.appeal-late";
            (one.Step, one.Until, one.Appellant) = (ChallengeStep.Appealed, Now.AddDays(5), party);
            Appeals++;
            return "ok";
        }

        private string Vote(Case one, string member, string choice)
        {
            if (one.Step != ChallengeStep.Appealed) return "challenge.not-now";
            if (member == "C4") return "challenge.not-on-panel";
            if (choice == "third" && one.Third is null) return "challenge.choice-unknown";
            if (Now > one.Until) return "challenge.vote-late";
            if (one.Votes.TryGetValue(member, out var cast)) return cast == choice ? "nothing" : "challenge.voted";
            one.Votes[member] = choice;
            return "ok";
        }

        private string Conclude(Case one)
        {
            if (one.Step is ChallengeStep.SecondAppraisal or ChallengeStep.ThirdAppraisal) return "challenge.not-determined";
            if (one.Step == ChallengeStep.Determined && Now <= one.Until) return "challenge.appeal-runs";
            if (one.Step == ChallengeStep.Appealed && Now <= one.Until && one.Votes.Count < 3) return "challenge.vote-runs";
            var carried = one.Votes.Count >= 2 ? one.Votes.Values.GroupBy(choice => choice).FirstOrDefault(votes => votes.Count() * 2 > one.Votes.Count)?.Key : null;
            var value = carried switch { "standing" => one.First, "second" => one.Second!.Value, "third" => one.Third!.Value, _ => one.Determined };
            var text = Amount(value)!;
            (one.Step, one.Outcome) = (ChallengeStep.Concluded, text == one.Value ? "upheld" : "replaced");
            final = true;
            if (text == one.Value) return "ok";
            (Number, Value, method, noticed) = (Number + 1, text, value, Now);
            Read = Number;
            return "ok";
        }

        private static string? Amount(decimal? amount) => amount?.ToString("0.00", System.Globalization.CultureInfo.InvariantCulture);
    }
}
