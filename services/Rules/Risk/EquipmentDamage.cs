namespace Ledger.Rules;

/// <summary>Inputs of <see cref="EquipmentDamage"/>.</summary>
/// <param name="Terms">From the agreement.</param>
/// <param name="RepairCost">Cost of repair by quote; null when the thing is a total loss.</param>
/// <param name="ValueNow">Accepted value of the damaged thing on the day before the damage.</param>
/// <param name="Salvage">What is left of it still brought; null for nothing.</param>
/// <param name="Insurance">Paid by an insurer; null for nothing.</param>
public sealed record EquipmentDamageInput(LossTerms Terms, Money? RepairCost, Money ValueNow, Money? Salvage, Money? Insurance);

/// <summary>
/// Damage to equipment: the lower of repair cost and accepted value now, less salvage, less insurance. Source: domain rules,
/// section 5.1 (repair at most up to the value; a dearer repair is a total loss).
/// </summary>
public static class EquipmentDamage
{
    public static Method<EquipmentDamageInput, LossFigures> Method { get; } = new("risk.equipment-damage", 1, MethodPurpose.LossMeasure,
        new("Damage to equipment", "设备损坏损失"), Read, Measure);

    /// <summary>Measures the loss.</summary>
    /// <returns>Figures; or damage.salvage-above-loss, damage.recovery-above-loss, money.negative.</returns>
    public static Outcome<LossFigures> Measure(EquipmentDamageInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var zero = Money.Zero(input.Terms.Currency);
        var repair = input.RepairCost ?? input.ValueNow;
        var salvage = input.Salvage ?? zero;
        var insurance = input.Insurance ?? zero;
        var checks = new Checks();
        checks.NotNegative("repairCost", repair);
        checks.NotNegative("valueNow", input.ValueNow);
        checks.NotNegative("salvage", salvage);
        checks.NotNegative("insurance", insurance);
        if (checks.Failed) return checks.Refuse<LossFigures>();

        var steps = new Steps();
        if (input.RepairCost is { } quoted) steps.Add("repair", new("Repair cost", "修理费用"), quoted);
        steps.Add("value", new("Accepted value now", "当前认定价值"), input.ValueNow);
        var total = repair >= input.ValueNow;
        var damage = Money.Min(repair, input.ValueNow);
        steps.Add("damage", new("Damage", "损坏金额"), damage, input.RepairCost is null ? null : $"min({repair.Amount}, {input.ValueNow.Amount})",
            total ? new Text("Total loss: repairing costs no less than the thing is worth.", "全损：修理费用不低于其价值。") : null);
        if (salvage > damage) return LossLines.Above("damage.salvage-above-loss", "salvage", LossLines.Salvage, salvage, damage);
        var gross = damage - salvage;
        steps.Add("gross", new("Loss after salvage", "扣除残值后损失"), gross, $"{damage.Amount} - {salvage.Amount}");
        if (insurance > gross) return LossLines.Above("damage.recovery-above-loss", "insurance", LossLines.Insurance, insurance, gross);
        var net = gross - insurance;
        steps.Add("net", new("Loss to be borne", "待分担损失"), net, $"{gross.Amount} - {insurance.Amount}");
        return new LossFigures(gross, net) { Steps = steps.Lines };
    }

    private static EquipmentDamageInput? Read(InputReader inputs)
    {
        var terms = TermsReader.Loss(inputs);
        var repair = inputs.OptionalAmount("repairCost", terms?.Currency);
        var value = inputs.Amount("valueNow", terms?.Currency);
        var salvage = inputs.OptionalAmount("salvage", terms?.Currency);
        var insurance = inputs.OptionalAmount("insurance", terms?.Currency);
        return terms is not null && value is not null ? new EquipmentDamageInput(terms, repair, value, salvage, insurance) : null;
    }
}
