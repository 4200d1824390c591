import type { Detector } from '../../types.ts'
import { labelled } from './labelled.ts'

const kind = { category: 'pii', severity: 'high', stop: String.raw`\d\n`, upperCase: true } as const

/** Numbers of patients and of insured persons, by the words before them. */
export const health: readonly Detector[] = [
  ...labelled({
    ...kind,
    name: 'medical-record',
    label: 'MRN',
    labels: `mrn, medical record, medical record number, med rec, patient id, patient number, patient no, hospital number, chart number,
      historia clínica, historia clinica, número de historia, dossier médical, numéro de dossier, patientennummer, patienten id,
      krankenakte, cartella clinica, prontuário, prontuario, 病历号, 病历, 病歷, カルテ番号`,
    value: /[A-Z]{0,4}[-:]?\d(?:-?[A-Z\d]){4,14}/,
    longestValue: 34,
    validate: isReference,
  }),
  ...labelled({
    ...kind,
    name: 'health-plan',
    label: 'HEALTH_PLAN',
    labels: `member id, member number, member no, beneficiary, beneficiary id, health plan, health plan id, health insurance,
      health card, insurance id, insurance policy, subscriber id, subscriber number, policy number, policy no,
      group number, medicaid, medicaid id, tarjeta sanitaria, póliza, carte vitale, mutuelle, krankenversicherung,
      versichertennummer, tessera sanitaria, cartão de saúde, 医保, 社保, 保险单号, 健康保険`,
    value: /[A-Z]{0,5}-?\d(?:-?[A-Z\d]| \d){5,17}/,
    longestValue: 40,
    validate: isReference,
  }),
]

function isReference(value: string): boolean {
  const compact = value.replace(/[ -]/g, '')
  return (
    (compact.match(/\d/g) ?? []).length >= 4 && compact.length <= 18 && !/^\d{4}-\d{2}-\d{2}/.test(value) && !/^1[5-9]\d{11}$/.test(compact)
  )
}
