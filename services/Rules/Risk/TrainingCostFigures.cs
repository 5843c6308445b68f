namespace Ledger.Rules;

/// <summary>Figures of a training cost against what the trainees produced.</summary>
/// <param name="Gross">Gross cost.</param>
/// <param name="Net">Gross cost less productive returns, at least 0: the loss to be borne.</param>
/// <param name="Benefit">Returns above the cost, at least 0: not a loss, and never set off against another one.</param>
/// <param name="Expected">Net x rate, the loss to be expected of one contract; null without a rate.</param>
public sealed record TrainingCostFigures(Money Gross, Money Net, Money Benefit, Money? Expected = null) : LossFigures(Gross, Net);
