using System.Globalization;
using System.Numerics;

namespace Ledger.Rules;

/// <summary>Inputs of <see cref="AppraiserDraw"/>.</summary>
/// <param name="Case">The appraisal, as its id is written.</param>
/// <param name="Round">Number of the draw in this case, from 1.</param>
/// <param name="Candidates">Everybody who can be drawn, each once, in any order; fixed before either nonce was known.</param>
/// <param name="Commitment">SHA-256 of <c>case|round|committedNonce</c>, published before the other nonce was given.</param>
/// <param name="CommittedNonce">What was committed to.</param>
/// <param name="GivenNonce">What another organisation gave, knowing the commitment only.</param>
public sealed record AppraiserDrawInput(
    string Case, int Round, IReadOnlyList<string> Candidates, string Commitment, string CommittedNonce, string GivenNonce);

/// <summary>Figures of <see cref="AppraiserDraw"/>.</summary>
/// <param name="Appraiser">Who is drawn.</param>
/// <param name="Seed">SHA-256 of <c>case|round|committedNonce|givenNonce</c>, lower-case hex.</param>
/// <param name="Index">His place among the candidates in ordinal order, from 0.</param>
/// <param name="Candidates">How many there were.</param>
public sealed record AppraiserDrawFigures(string Appraiser, string Seed, int Index, int Candidates) : Figures;

/// <summary>
/// Draws an appraiser that nobody could choose: the seed is made of a nonce that one organisation committed to and a nonce that
/// another gave afterwards; one honest of the two is enough. The seed as a whole number modulo the number of candidates, in ordinal
/// order, is the place of the drawn one; with 256 bits no candidate is favoured by more than 1 in 2^246. Source: Blum, Coin flipping
/// by telephone, 1981.
/// </summary>
public static class AppraiserDraw
{
    public static Method<AppraiserDrawInput, AppraiserDrawFigures> Method { get; } = new("appraiser.draw", 1, MethodPurpose.Analysis,
        new("Random draw of an appraiser", "评估人随机抽取"), Read, Draw);

    /// <summary>Draws.</summary>
    /// <returns>Figures; or draw.commitment-mismatch, input.*, sealed.*.</returns>
    public static Outcome<AppraiserDrawFigures> Draw(AppraiserDrawInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var checks = new Checks();
        checks.That(input.Candidates.Count > 0, () => Problems.Empty("candidates"));
        checks.That(Commitments.ToNonce(input.Case, input.Round, input.CommittedNonce) == input.Commitment, () => new InputRejection("draw.commitment-mismatch",
            new("The nonce is not the one that was committed to.", "该随机数与承诺值不符。")) { Field = "committedNonce", Value = Problems.Shorten(input.CommittedNonce) });
        if (checks.Failed) return checks.Refuse<AppraiserDrawFigures>();

        var steps = new Steps();
        var order = input.Candidates.Order(StringComparer.Ordinal).ToList();
        for (var i = 0; i < order.Count; i++)
            steps.Say($"candidate/{Problems.Invariant(i)}", new($"Candidate {Problems.Invariant(i)}", $"候选人 {Problems.Invariant(i)}"), order[i]);
        var seed = Commitments.Hash(input.Case, Problems.Invariant(input.Round), input.CommittedNonce, input.GivenNonce);
        steps.Say("seed", new("Seed", "种子"), seed, new(
            "SHA-256 of case|round|committedNonce|givenNonce.", "case|round|committedNonce|givenNonce 的 SHA-256。"));
        // A leading zero keeps the number from being read as negative.
        var number = BigInteger.Parse("0" + seed, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        var index = (int)(number % order.Count);
        steps.Add("index", new("Place of the drawn candidate", "抽中候选人的序位"), index, formula: $"0x{seed} mod {Problems.Invariant(order.Count)}");
        steps.Say("drawn", new("Drawn", "抽中"), order[index]);
        return new AppraiserDrawFigures(order[index], seed, index, order.Count) { Steps = steps.Lines };
    }

    private static AppraiserDrawInput? Read(InputReader inputs)
    {
        var id = SealedReader.Part(inputs, "case");
        var round = inputs.Integer("round", 1, RuleLimits.DrawRounds);
        var candidates = inputs.Strings("candidates").Select(entry => SealedReader.Checked(inputs, entry.Path, entry.Value)).OfType<string>().ToList();
        var commitment = SealedReader.Hash(inputs, "commitment");
        var committed = SealedReader.Nonce(inputs, "committedNonce");
        var given = SealedReader.Nonce(inputs, "givenNonce");
        return id is not null && round is { } no && commitment is not null && committed is not null && given is not null
            ? new AppraiserDrawInput(id, no, candidates, commitment, committed, given)
            : null;
    }
}
